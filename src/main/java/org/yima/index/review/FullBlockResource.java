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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Hash;
import org.yima.index.store.SuspectRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Role;

/** What too many records have in common for anybody to be looked for by it. */
@Path("/v1/admin/full-blocks")
@Tag(name = "admin")
class FullBlockResource {
  private final Database database;
  private final BlockRows blocks;
  private final SuspectRows suspects;
  private final BlockCursor cursors;

  FullBlockResource(
      Database database, BlockRows blocks, SuspectRows suspects, BlockCursor cursors) {
    this.database = database;
    this.blocks = blocks;
    this.suspects = suspects;
    this.cursors = cursors;
  }

  /**
   * What many records have in common.
   *
   * @param key of which values: document, phone, sound + birth, ...
   * @param records how many have it; of a full block that is no document's no more than it takes
   *     in; of a day of birth those that have it among the records looked at
   * @param names where so many is implausible: how many names the records have that were looked at
   * @param recordIds some of them, in which to see what it is that they have in common
   */
  @Schema(name = "FullBlock")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonProperty(required = true) String key,
      @JsonProperty(required = true) int records,
      Integer names,
      @JsonProperty(required = true) List<String> recordIds) {
    static View of(BlockRows.Full full, Optional<Integer> names) {
      return new View(full.name(), full.members(), names.orElse(null), ids(full.some()));
    }

    static View of(SuspectRows.Suspect suspect) {
      return new View(
          suspect.name(), suspect.records(), suspect.names().orElse(null), ids(suspect.some()));
    }

    private static List<String> ids(List<Id> some) {
      return some.stream().map(Id::toString).toList();
    }
  }

  /**
   * Some of what is asked for.
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
              + " nothing else are not compared with each other. With `suspected`, full or not:"
              + " documents, phones and insurance numbers of implausibly many names, and days of"
              + " birth far above all others. They count until they are listed as nobody's.")
  public Uni<BlockPage> full(
      @QueryParam("key") @Size(max = 60) String key,
      @QueryParam("suspected") @DefaultValue("false") boolean suspected,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") @Size(max = 512) String cursor) {
    Optional<String> name = Optional.ofNullable(key);
    Optional<Hash> after = Optional.ofNullable(cursor).filter(c -> !c.isEmpty()).map(cursors::open);
    return suspected ? suspected(name, after, limit) : full(name, after, limit);
  }

  private Uni<BlockPage> full(Optional<String> name, Optional<Hash> after, int limit) {
    return blocks
        .countFull(database::query)
        .chain(
            counts ->
                blocks
                    .full(database::query, name, after, limit + 1)
                    .chain(
                        found ->
                            suspects
                                .among(
                                    database::query,
                                    found.stream().map(BlockRows.Full::key).toList())
                                .map(
                                    names ->
                                        page(
                                            counts,
                                            found,
                                            limit,
                                            full ->
                                                View.of(
                                                    full,
                                                    names.getOrDefault(
                                                        full.key(), Optional.empty())),
                                            BlockRows.Full::key))));
  }

  private Uni<BlockPage> suspected(Optional<String> name, Optional<Hash> after, int limit) {
    return suspects
        .count(database::query)
        .chain(
            counts ->
                suspects
                    .list(database::query, name, after, limit + 1)
                    .map(found -> page(counts, found, limit, View::of, SuspectRows.Suspect::key)));
  }

  private <T> BlockPage page(
      Map<String, Long> counts,
      List<T> found,
      int limit,
      Function<T, View> view,
      Function<T, Hash> key) {
    List<T> page = found.subList(0, Math.min(limit, found.size()));
    return new BlockPage(
        counts,
        page.stream().map(view).toList(),
        found.size() > limit ? cursors.of(key.apply(page.get(limit - 1))) : null);
  }
}
