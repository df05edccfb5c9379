package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.index.matching.explain.Waterfall;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** The queue of doubtful identities. */
@Path("/v1/admin/matches")
@Tag(name = "admin")
public class MatchResource {
  private final Matches matches;
  private final Explanations explanations;
  private final CurrentCaller caller;

  MatchResource(Matches matches, Explanations explanations, CurrentCaller caller) {
    this.matches = matches;
    this.explanations = explanations;
    this.caller = caller;
  }

  /** What a reviewer says, and why. */
  public record DecisionRequest(@NotNull Decision decision, @Size(max = 500) String reason) {
    String given() {
      return reason == null ? "" : reason;
    }
  }

  /**
   * The doubt to look at next.
   *
   * @param match missing when nothing waits that nobody else has taken up
   */
  @Schema(name = "NextMatch")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Next(MatchView match) {}

  @GET
  @Limited(Rate.SEARCH)
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Doubtful identities that wait for a decision, in the order of the queue",
      description =
          "Impersonations first, then the likelier ones by bands of five bits, then the oldest. putOff: those put off that come back.")
  public Uni<MatchPage> waiting(
      @QueryParam("putOff") @DefaultValue("false") boolean putOff,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    return matches.waiting(caller.get(), putOff, Place.cursor(cursor), limit);
  }

  @POST
  @Path("/next")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Take up the first of the queue that nobody else has taken up",
      description = "It is yours until claim.until; after that it falls back by itself.")
  public Uni<Next> next() {
    return matches.next(caller.get()).map(found -> new Next(found.orElse(null)));
  }

  @POST
  @Path("/{id}/claim")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Take a doubt up, or keep it longer; nobody else decides meanwhile")
  public Uni<MatchView> claim(@PathParam("id") String id) {
    return matches.claim(caller.get(), match(id));
  }

  @POST
  @Path("/{id}/release")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Give a doubt back that one has taken up")
  public Uni<MatchView> release(@PathParam("id") String id) {
    return matches.release(caller.get(), match(id));
  }

  @POST
  @Path("/{id}/decision")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Say whether two records are one person; the decision is final",
      description =
          "SAME of records of two persons, one of whom is a resident or who have more records each,"
              + " is a merge: it is PROPOSED, and another reviewer approves the merge named. Of"
              + " records that only a score holds in one person, where the same is at stake, it"
              + " stays OPEN (sameBy) until a second reviewer says SAME too.")
  public Uni<MatchView> decide(@PathParam("id") String id, @NotNull @Valid DecisionRequest body) {
    return matches.decide(caller.get(), match(id), body);
  }

  @GET
  @Path("/{id}/explanation")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Why people are asked about two records",
      description =
          "Element by element, as the two were weighed last; not-found where nobody weighed them.")
  public Uni<ExplanationView> doubt(@PathParam("id") String id) {
    return explanations.ofDoubt(match(id)).map(ExplanationView::of);
  }

  @GET
  @Path("/{id}/explanation.svg")
  @Produces(ExplanationResource.SVG)
  @Allow(Role.REVIEWER)
  @Operation(summary = "Why people are asked about two records, as a waterfall")
  public Uni<String> doubtDrawn(@PathParam("id") String id) {
    return explanations.ofDoubt(match(id)).map(e -> Waterfall.of(e.why()));
  }

  private static Id match(String id) {
    return Id.parse(IdType.MATCH, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
