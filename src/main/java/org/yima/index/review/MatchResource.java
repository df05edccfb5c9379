package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** The queue of doubtful identities. */
@Path("/v1/admin/matches")
@Tag(name = "admin")
public class MatchResource {
  private final Matches matches;
  private final CurrentCaller caller;

  MatchResource(Matches matches, CurrentCaller caller) {
    this.matches = matches;
    this.caller = caller;
  }

  /** What a reviewer says, and why. */
  public record DecisionRequest(@NotNull Decision decision, @Size(max = 500) String reason) {}

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.REVIEWER)
  @Operation(summary = "Doubtful identities that wait for a decision, newest first")
  public Uni<MatchPage> waiting(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> before = Slice.cursor(IdType.MATCH, cursor);
    return matches.waiting(before, limit);
  }

  @POST
  @Path("/{id}/decision")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Say whether two records are one person; the decision is final")
  public Uni<MatchView> decide(@PathParam("id") String id, @NotNull @Valid DecisionRequest body) {
    Id match = Id.parse(IdType.MATCH, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    String reason = body.reason() == null ? "" : body.reason();
    return matches.decide(caller.get(), match, body.decision(), reason);
  }
}
