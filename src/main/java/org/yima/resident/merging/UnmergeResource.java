package org.yima.resident.merging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.index.IndexProblem;
import org.yima.index.PersonMerge;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Merges of residents and joins of persons, looked at and taken back. */
@Path("/v1/admin/merges/{id}/unmerge")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
class UnmergeResource {
  private final Unmerging residents;
  private final PersonUnmerging persons;
  private final CurrentCaller caller;

  UnmergeResource(Unmerging residents, PersonUnmerging persons, CurrentCaller caller) {
    this.residents = residents;
    this.persons = persons;
    this.caller = caller;
  }

  /** PREVIEW counts, APPLY gives back, UNDO lets the merge stand again. */
  @Schema(name = "UnmergeMode")
  enum Mode {
    PREVIEW,
    APPLY,
    UNDO
  }

  @Schema(name = "Unmerge")
  record Unmerge(@NotNull Mode mode) {}

  /**
   * A merge.
   *
   * @param rows how many rows of each table go back, by table
   * @param records of persons, the records that go back
   * @param unclear of a merge of persons, what nothing tells the owner of; it stays where it is,
   *     and applying again takes what can be told by then
   * @param heldBy of persons, the joins and doubts that hold the two together besides, and have to
   *     be taken back before this can be
   */
  @Schema(name = "UnmergeOutcome")
  record View(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @JsonProperty(required = true) PersonMerge.Status status,
      @JsonProperty(required = true) Map<String, Long> rows,
      @JsonProperty(required = true) List<String> records,
      @JsonProperty(required = true) List<UnclearView> unclear,
      @JsonProperty(required = true) List<String> heldBy) {
    static View of(Id merge, Unmerging.Outcome outcome) {
      return new View(
          merge,
          PersonMerge.Status.valueOf(outcome.status().name()),
          outcome.rows(),
          List.of(),
          List.of(),
          List.of());
    }

    static View of(Id merge, PersonUnmerging.Outcome outcome) {
      return new View(
          merge,
          outcome.status(),
          outcome.rows(),
          outcome.records().stream().map(Id::toString).toList(),
          outcome.unclear().stream().map(UnclearView::of).toList(),
          outcome.heldBy().stream().map(Id::toString).toList());
    }
  }

  /**
   * A record of which nothing tells whose it is, or rows under it.
   *
   * @param residentId who has the rows; missing where it is the record itself
   */
  @Schema(name = "UnmergeUnclear")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UnclearView(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
      @Schema(implementation = String.class) Id residentId,
      @JsonProperty(required = true) Map<String, Long> rows) {
    static UnclearView of(PersonUnmerging.Unclear unclear) {
      return new UnclearView(unclear.recordId(), unclear.resident().orElse(null), unclear.rows());
    }
  }

  @POST
  @Allow(Role.REVIEWER)
  @Operation(
      summary = "Take a merge back, count what would go back, or let the merge stand again",
      description =
          "Of residents: everything that arose under the merged identity's own record, before the"
              + " merge and since, is its own again. Of persons: every record goes back to the"
              + " person of its source, and what arose under it to that person's resident."
              + " Of a proposed parting: APPLY parts. Of records that have left by themselves: APPLY"
              + " by one reviewer proposes that what arose under them goes along, and by another"
              + " lets it go. Repeating it changes nothing.")
  public Uni<View> unmerge(@PathParam("id") String id, @NotNull @Valid Unmerge body) {
    Id merge = Id.parse(IdType.MERGE, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return persons
        .find(merge)
        .chain(
            found ->
                found
                    .map(it -> ofPersons(it, body.mode()))
                    .orElseGet(() -> ofResidents(merge, body.mode())));
  }

  private Uni<View> ofPersons(PersonMerge merge, Mode mode) {
    boolean isOnlyProposed =
        merge.mergedAt().isEmpty()
            && merge.kind() != PersonMerge.Kind.PART
            && merge.kind() != PersonMerge.Kind.LEFT;
    if (isOnlyProposed || merge.status() == PersonMerge.Status.REFUSED) {
      return Uni.createFrom().failure(IndexProblem.MERGE_NOT_IN_STATE.problem());
    }
    Uni<PersonUnmerging.Outcome> outcome =
        switch (mode) {
          case PREVIEW -> persons.preview(merge);
          case APPLY -> persons.apply(caller.get(), merge);
          case UNDO -> persons.undo(caller.get(), merge);
        };
    return outcome.map(it -> View.of(merge.id(), it));
  }

  private Uni<View> ofResidents(Id merge, Mode mode) {
    Uni<Unmerging.Outcome> outcome =
        switch (mode) {
          case PREVIEW -> residents.preview(merge);
          case APPLY -> residents.apply(caller.get(), merge);
          // A document has shown that the two are one; only a document shows it again.
          case UNDO ->
              residents
                  .preview(merge)
                  .onItem()
                  .failWith(ignored -> IndexProblem.MERGE_NOT_IN_STATE.problem());
        };
    return outcome.map(it -> View.of(merge, it));
  }
}
