package org.yima.index.merge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** Joins of persons, and partings: proposed by one reviewer, approved or refused by another. */
@Path("/v1/admin")
@Tag(name = "admin")
class MergeResource {
  private final Proposals proposals;
  private final Parts parts;
  private final Unmerging unmerging;
  private final MergeStore store;
  private final Database database;
  private final CurrentCaller caller;

  MergeResource(
      Proposals proposals,
      Parts parts,
      Unmerging unmerging,
      MergeStore store,
      Database database,
      CurrentCaller caller) {
    this.proposals = proposals;
    this.parts = parts;
    this.unmerging = unmerging;
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

  /**
   * Records that are not their person's.
   *
   * @param records those that leave together
   */
  @Schema(name = "PersonPartRequest")
  record PartRequest(
      @NotEmpty @Size(max = 256) List<@NotNull @Size(max = 60) String> records,
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
   * A join of two persons that can be taken back.
   *
   * @param kind MERGE: by two people; ANSWER: by one reviewer's answer; PART: by whatever else,
   *     named by who proposes to part it; LEFT: records that were certainly one with a resident's
   *     and are not any more, with rows that wait for people
   * @param matchId the doubt whose answer it is
   * @param records those that a PART names, that an ANSWER has brought or that have left; missing
   *     in lists
   * @param unclear how many lots of rows wait of which nothing tells whose they are; missing until
   *     somebody has looked
   * @param steps what was done to it, oldest first; missing in lists
   */
  @Schema(name = "PersonMerge")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id sourcePersonId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id targetPersonId,
      @Schema(implementation = String.class) Id matchId,
      @JsonProperty(required = true) PersonMerge.Kind kind,
      @JsonProperty(required = true) PersonMerge.Status status,
      @JsonProperty(required = true) String proposer,
      String reason,
      @JsonProperty(required = true) OffsetDateTime proposedAt,
      OffsetDateTime mergedAt,
      Integer unclear,
      List<String> records,
      List<StepView> steps) {
    static View of(PersonMerge merge, List<String> records, List<StepView> steps) {
      return new View(
          merge.id(),
          merge.source(),
          merge.target(),
          merge.match().orElse(null),
          merge.kind(),
          merge.status(),
          merge.proposer(),
          merge.reason(),
          merge.proposedAt(),
          merge.mergedAt().orElse(null),
          merge.unclear().orElse(null),
          records,
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

  @POST
  @Path("/persons/{id}/part")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Propose that records are not those of their person, whatever has joined them",
      description =
          "Nothing is parted yet; asked again, it answers the open proposal. What it would do is at /v1/admin/merges/{mergeId}/unmerge with"
              + " PREVIEW; APPLY parts them for good, gives back what arose under them, and is"
              + " undone by UNDO. Where a resident is among them, or records are one for certain,"
              + " another reviewer than who has proposed it applies or approves it.")
  public Uni<Proposed> part(@PathParam("id") String id, @NotNull @Valid PartRequest body) {
    Id person = Id.parse(IdType.PERSON, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    Set<Id> records = new HashSet<>();
    for (int i = 0; i < body.records().size(); i++) {
      records.add(recordId(body.records().get(i), "/records/" + i));
    }
    return parts.propose(caller.get(), person, records, body.reason()).map(Proposed::new);
  }

  private static Id recordId(String text, String pointer) {
    return Id.parse(IdType.RECORD, text)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid"));
  }

  private static Id person(String text, String pointer) {
    return Id.parse(IdType.PERSON, text)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "invalid"));
  }

  @GET
  @Path("/merges")
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Joins of persons, newest first; with a status those that stand there",
      description =
          "unclear: those only under which rows wait of which nothing tells whose they are.")
  public Uni<MergePage> list(
      @QueryParam("status") PersonMerge.Status status,
      @QueryParam("unclear") @DefaultValue("false") boolean unclear,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> before = Slice.cursor(IdType.MERGE, cursor);
    return store
        .page(database::query, Optional.ofNullable(status), unclear, before, limit + 1)
        .map(found -> Slice.cut(found, limit, PersonMerge::id))
        .map(
            slice ->
                new MergePage(
                    slice.items().stream().map(merge -> View.of(merge, null, null)).toList(),
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
      summary = "Approve a merge or a parting that another reviewer has proposed",
      description =
          "The two persons are one from then on, or two; it can be taken back at any time.")
  public Uni<View> approve(@PathParam("id") String id, @NotNull @Valid Answer body) {
    Id merge = merge(id);
    return store
        .find(database::query, merge)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(
            found ->
                found.kind() == PersonMerge.Kind.PART
                    ? unmerging.approve(caller.get(), found)
                    : proposals.approve(caller.get(), merge, body.given()))
        .chain(() -> view(merge));
  }

  @POST
  @Path("/merges/{id}/refuse")
  @Allow(Role.REVIEWER)
  @Operation(summary = "Refuse a proposed merge or parting, or take one's own proposal back")
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
                    .chain(
                        done ->
                            store
                                .named(database::query, id)
                                .map(named -> view(merge, named, done))));
  }

  private static View view(
      PersonMerge merge, List<MergeStore.Named> named, List<MergeStore.Done> done) {
    return View.of(
        merge,
        named.isEmpty() ? null : named.stream().map(n -> n.record().toString()).toList(),
        done.stream().map(d -> new StepView(d.action(), d.actor(), d.reason(), d.at())).toList());
  }
}
