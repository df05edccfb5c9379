package org.yima.index.merge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.index.change.Notices;
import org.yima.platform.Feeds;
import org.yima.platform.Role;

/** What became of the persons of a hospital's own records. */
@Path("/v1/hospital/identities")
@Tag(name = "hospital")
class HospitalIdentityResource {
  private final Feeds feeds;
  private final CurrentCaller caller;

  HospitalIdentityResource(Feeds feeds, CurrentCaller caller) {
    this.feeds = feeds;
    this.caller = caller;
  }

  /** MERGED: these records and others are one person's; UNMERGED: some of them are not any more. */
  @Schema(name = "IdentityChange")
  enum Kind {
    MERGED,
    UNMERGED
  }

  /**
   * One change.
   *
   * @param mergeId missing where no merge of people is behind it
   * @param records the hospital's own records that it is about; each is a Patient at the FHIR doors
   */
  @Schema(name = "IdentityEntry")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      @JsonProperty(required = true) Kind type,
      String mergeId,
      @JsonProperty(required = true) List<String> records,
      @JsonProperty(required = true) OffsetDateTime at) {}

  /**
   * Changes, oldest first.
   *
   * @param next what to ask after to get what follows
   */
  @Schema(name = "IdentityPage")
  record EntryPage(
      @JsonProperty(required = true) List<Entry> items,
      @JsonProperty(required = true) String next) {}

  @GET
  @Allow(Role.HOSPITAL)
  @Operation(
      summary = "Persons of this hospital's records that were merged or parted, oldest first",
      description =
          "Whoever or whatever has done so: people, other data of a source, other weights. A record"
              + " that is new and joins a person is no change of it. Nothing is ever skipped."
              + " Webhooks carry the same as identity.merged and identity.unmerged.")
  public Uni<EntryPage> changes(
      @QueryParam("after") @Size(max = 100) String after,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
    return feeds
        .read(Notices.feed(caller.get().ownInstitution()), after, limit)
        .map(
            page ->
                new EntryPage(
                    page.items().stream().map(HospitalIdentityResource::entry).toList(),
                    page.next()));
  }

  private static Entry entry(Feeds.Entry entry) {
    JsonArray records = entry.payload().getJsonArray("records");
    return new Entry(
        entry.type().equals(Notices.toHospitals(Notices.MERGED)) ? Kind.MERGED : Kind.UNMERGED,
        entry.payload().getString("merge"),
        records.stream().map(String.class::cast).toList(),
        entry.at());
  }
}
