package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Hash;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Role;

/** What too many records have in common for anybody to be looked for by it. */
@Path("/v1/admin/full-blocks")
@Tag(name = "admin")
class FullBlockResource {
  private final Database database;
  private final BlockRows blocks;
  private final BlockCursor cursors;

  FullBlockResource(Database database, BlockRows blocks, BlockCursor cursors) {
    this.database = database;
    this.blocks = blocks;
    this.cursors = cursors;
  }

  /**
   * A full block.
   *
   * @param key of which values: document, phone, sound + birth, ...
   * @param records how many stand in it; of a document all that give it
   * @param recordIds some of them, in which to see what it is that they have in common
   */
  @Schema(name = "FullBlock")
  record View(
      @JsonProperty(required = true) String key,
      @JsonProperty(required = true) int records,
      @JsonProperty(required = true) List<String> recordIds) {
    static View of(BlockRows.Full full) {
      return new View(full.name(), full.members(), full.some().stream().map(Id::toString).toList());
    }
  }

  /**
   * Full blocks.
   *
   * @param counts how many there are, by key
   * @param next the cursor of the next page; missing on the last
   */
  @Schema(name = "FullBlockPage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record BlockPage(
      @JsonProperty(required = true) Map<String, Long> counts,
      @JsonProperty(required = true) List<View> items,
      String next) {}

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.OPERATOR)
  @Operation(
      summary = "What too many records have in common for anybody to be looked for by it",
      description =
          "A dummy value that desks type, or a key too coarse for the city; records that share"
              + " nothing else are not compared with each other.")
  public Uni<BlockPage> full(
      @QueryParam("key") @Size(max = 60) String key,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") @Size(max = 512) String cursor) {
    Optional<Hash> after = Optional.ofNullable(cursor).filter(c -> !c.isEmpty()).map(cursors::open);
    return blocks
        .countFull(database::query)
        .chain(
            counts ->
                blocks
                    .full(database::query, Optional.ofNullable(key), after, limit + 1)
                    .map(found -> page(counts, found, limit)));
  }

  private BlockPage page(Map<String, Long> counts, List<BlockRows.Full> found, int limit) {
    List<BlockRows.Full> page = found.subList(0, Math.min(limit, found.size()));
    return new BlockPage(
        counts,
        page.stream().map(View::of).toList(),
        found.size() > limit ? cursors.of(page.get(limit - 1).key()) : null);
  }
}
