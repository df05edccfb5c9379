package org.yima.index.merge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.index.PersonMerge;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** Merges of persons: proposed by one reviewer, approved or refused by another. */
@Path("/v1/admin")
@Tag(name = "admin")
class MergeResource {
  private final Proposals proposals;
  private final MergeStore store;
  private final Database database;
  private final CurrentCaller caller;

  MergeResource(Proposals proposals, MergeStore store, Database database, CurrentCaller caller) {
    this.proposals = proposals;
    this.store = store;
    this.database = database;
    this.caller = caller;
  }

  /**
   * Two persons who are one.
   *
   * @param sourcePersonId goes over
   * @param targetPersonId gets its records
   */
  @Schema(name = "PersonMergeRequest")
  record Request(
      @NotNull @Size(max = 60) String sourcePersonId,
      @NotNull @Size(max = 60) String targetPersonId,
      @NotNull @Size(min = 1, max = 500) String reason) {}

  /** The merge that waits for a second person. */
  @Schema(name = "PersonMergeProposed")
  record Proposed(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id mergeId) {}

  /** Why; for people, no personal data. */
  @Schema(name = "PersonMergeAnswer")
  record Answer(@Size(max = 500) String reason) {
    String given() {
      return reason == null ? "" : reason;
    }
  }

  /** What was done to a merge. */
  @Schema(name = "PersonMergeStep")
  record StepView(
      @JsonProperty(required = true) MergeStore.Action action,
      @JsonProperty(required = true) String actor,
      String reason,
      @JsonProperty(required = true) OffsetDateTime at) {}

  /**
   * A merge of two persons.
   *
   * @param matchId the doubt whose answer it is
   * @param steps what was done to it, oldest first; missing in lists
   */
  @Schema(name = "PersonMerge")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id sourcePersonId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id targetPersonId,
      @Schema(implementation = String.class) Id matchId,
      @JsonProperty(required = true) PersonMerge.Status status,
      @JsonProperty(required = true) String proposer,
      String reason,
      @JsonProperty(required = true) OffsetDateTime proposedAt,
      OffsetDateTime mergedAt,
      List<StepView> steps) {
    static View of(PersonMerge merge, List<StepView> steps) {
      return new View(
          merge.id(),
          merge.source(),
          merge.target(),
          merge.match().orElse(null),
          merge.status(),
          merge.proposer(),
          merge.reason(),
          merge.proposedAt(),
          merge.mergedAt().orElse(null),
          steps);
    }
  }

  /**
   * Merges, newest first.
   *
   * @param next the cursor of the next page; missing on the last
   */
  @Schema(name = "PersonMergePage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MergePage(@JsonProperty(required = true) List<View> items, String next) {}

  @POST
  @Path("/persons/merge")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Propose that two persons are one",
      description = "Another reviewer approves it. Asked again, it answers the open proposal.")
  public Uni<Proposed> propose(@NotNull @Valid Request body) {
    Id source = person(body.sourcePersonId(), "/sourcePersonId");
    Id target = person(body.targetPersonId(), "/targetPersonId");
    if (source.equals(target)) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/targetPersonId", "same");
    }
    return proposals.propose(caller.get(), source, target, body.reason()).map(Proposed::new);
  }

  private static Id person(String text, String pointer) {
    return Id.parse(IdType.PERSON, text)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid"));
  }

  @GET
  @Path("/merges")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Merges of persons, newest first; with a status those that stand there")
  public Uni<MergePage> list(
      @QueryParam("status") PersonMerge.Status status,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> before = Slice.cursor(IdType.MERGE, cursor);
    return store
        .page(database::query, Optional.ofNullable(status), before, limit + 1)
        .map(found -> Slice.cut(found, limit, PersonMerge::id))
        .map(
            slice ->
                new MergePage(
                    slice.items().stream().map(merge -> View.of(merge, null)).toList(),
                    slice.next().map(Id::toString).orElse(null)));
  }

  @GET
  @Path("/merges/{id}")
  @Allow(Role.REVIEWER)
  @Operation(summary = "A merge of persons and what was done to it")
  public Uni<View> get(@PathParam("id") String id) {
    return view(merge(id));
  }

  @POST
  @Path("/merges/{id}/approve")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Approve a merge that another reviewer has proposed",
      description = "The two persons are one from then on; it can be taken back at any time.")
  public Uni<View> approve(@PathParam("id") String id, @NotNull @Valid Answer body) {
    Id merge = merge(id);
    return proposals.approve(caller.get(), merge, body.given()).chain(() -> view(merge));
  }

  @POST
  @Path("/merges/{id}/refuse")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Refuse a proposed merge, or take one's own proposal back")
  public Uni<View> refuse(@PathParam("id") String id, @NotNull @Valid Answer body) {
    Id merge = merge(id);
    return proposals.refuse(caller.get(), merge, body.given()).chain(() -> view(merge));
  }

  private static Id merge(String id) {
    return Id.parse(IdType.MERGE, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }

  private Uni<View> view(Id id) {
    return store
        .find(database::query, id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(
            merge ->
                store
                    .history(database::query, id)
                    .map(
                        done ->
                            View.of(
                                merge,
                                done.stream()
                                    .map(
                                        d ->
                                            new StepView(d.action(), d.actor(), d.reason(), d.at()))
                                    .toList())));
  }
}
