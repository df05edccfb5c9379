package org.yima.resident.merging;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Merges of residents, looked at and taken back. */
@Path("/v1/admin/merges/{id}/unmerge")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
class UnmergeResource {
  private final Unmerging unmerging;
  private final CurrentCaller caller;

  UnmergeResource(Unmerging unmerging, CurrentCaller caller) {
    this.unmerging = unmerging;
    this.caller = caller;
  }

  /** PREVIEW counts, APPLY gives back. */
  @Schema(name = "UnmergeMode")
  enum Mode {
    PREVIEW,
    APPLY
  }

  @Schema(name = "Unmerge")
  record Unmerge(@NotNull Mode mode) {}

  /**
   * A merge.
   *
   * @param rows how many rows of each table go back, by table
   */
  @Schema(name = "UnmergeOutcome")
  record View(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) MergeStatus status,
      @JsonProperty(required = true) Map<String, Long> rows) {}

  @POST
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Take a merge of two residents back, or count what would go back",
      description =
          "Everything that arose under the merged identity's own record, before the merge and"
              + " since, is its own again. Repeating it changes nothing.")
  public Uni<View> unmerge(@PathParam("id") String id, @NotNull @Valid Unmerge body) {
    Id merge = Id.parse(IdType.MERGE, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return (body.mode() == Mode.PREVIEW
            ? unmerging.preview(merge)
            : unmerging.apply(caller.get(), merge))
        .map(outcome -> new View(merge, outcome.status(), outcome.rows()));
  }
}
