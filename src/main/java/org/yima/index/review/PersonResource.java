package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerges;
import org.yima.index.living.BestView;
import org.yima.index.living.BestViews;
import org.yima.index.store.Looks;
import org.yima.index.store.Records;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** A person of the index: the records that are one person's at present. */
@Path("/v1/admin")
@Tag(name = "admin")
class PersonResource {
  private final Database database;
  private final Records records;
  private final BestViews views;
  private final PersonMerges merges;
  private final Looks looks;
  private final CurrentCaller caller;

  PersonResource(
      Database database,
      Records records,
      BestViews views,
      PersonMerges merges,
      Looks looks,
      CurrentCaller caller) {
    this.database = database;
    this.records = records;
    this.views = views;
    this.merges = merges;
    this.looks = looks;
    this.caller = caller;
  }

  /**
   * A person.
   *
   * @param mergedInto who has its records while a merge stands; missing otherwise
   * @param best what is best believed of it, element by element; missing while it has no records
   * @param records as their sources gave them, masked; none while it is merged
   */
  @Schema(name = "Person")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id id,
      @Schema(implementation = String.class) Id mergedInto,
      PersonView best,
      @JsonProperty(required = true) List<MatchView.RecordView> records) {}

  @GET
  @Path("/persons/{id}")
  @Allow({Role.REVIEWER, Role.OPERATOR})
  @Operation(summary = "A person: its best view and its records, or whom it was merged into")
  public Uni<View> get(@PathParam("id") String id) {
    Id person = Id.parse(IdType.PERSON, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    Caller looking = caller.get();
    return merges
        .current(person)
        .map(current -> current.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(
            current ->
                records
                    .ofPerson(database::query, person)
                    .call(own -> looks.at(looking, "person.looked-at", own))
                    .chain(
                        own ->
                            views
                                .of(database::query, own)
                                .map(best -> view(person, current, own, best))));
  }

  private static View view(Id person, Id current, List<IndexRecord> own, Map<Id, BestView> best) {
    return new View(
        person,
        current.equals(person) ? null : current,
        PersonView.of(person, best),
        own.stream().map(MatchView.RecordView::of).toList());
  }
}
