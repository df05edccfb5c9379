package org.yima.resident.temporary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CardRead;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.platform.Id;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Verification;
import org.yima.resident.realname.Applicant;

/** Staff look after people who have no document to show. */
@Path("/v1/staff/temporary-residents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staff")
class TemporaryResource {
  private final Temporaries temporaries;
  private final Upgrades upgrades;
  private final Idempotent idempotent;
  private final CurrentCaller caller;
  private final Ids ids;
  private final Clock clock;

  TemporaryResource(
      Temporaries temporaries,
      Upgrades upgrades,
      Idempotent idempotent,
      CurrentCaller caller,
      Ids ids,
      Clock clock) {
    this.temporaries = temporaries;
    this.upgrades = upgrades;
    this.idempotent = idempotent;
    this.caller = caller;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whom staff see.
   *
   * @param name as the person says it; absent when nobody knows
   * @param motherName of a newborn, who is then called her son or daughter
   * @param birthOrder of a twin, from 1
   */
  @Schema(name = "NewTemporaryResident")
  record NewTemporary(
      @NotNull TemporaryKind kind,
      @Size(min = 1, max = 64) String name,
      LocalDate birthDate,
      Sex sex,
      @Size(min = 1, max = 50) String motherName,
      @Min(1) @Max(9) Integer birthOrder) {

    Temporaries.Seen seen(LocalDate today) {
      if (birthDate != null && birthDate.isAfter(today)) {
        throw PlatformProblem.INPUT_INVALID.problem().at("/birthDate", "future");
      }
      if (motherName != null && kind != TemporaryKind.NEWBORN) {
        throw PlatformProblem.INPUT_INVALID.problem().at("/motherName", "not-newborn");
      }
      return new Temporaries.Seen(
          kind, called(), Optional.ofNullable(birthDate), Optional.ofNullable(sex));
    }

    private String called() {
      if (name != null && !name.isBlank()) {
        return name.strip();
      }
      String order = birthOrder == null || birthOrder == 1 ? "" : birthOrder.toString();
      return motherName == null || motherName.isBlank()
          ? kind.usualName() + order
          : motherName.strip() + "之" + child() + order;
    }

    private String child() {
      if (sex == Sex.MALE) {
        return "子";
      }
      return sex == Sex.FEMALE ? "女" : "婴";
    }

    @Override
    public String toString() {
      return "NewTemporary[" + kind + "]";
    }
  }

  /**
   * A temporary identity.
   *
   * @param id of the resident, while it is one of its own
   * @param verification TEMPORARY until a document is proven
   * @param expiresAt until when card and codes are good; absent once a document is proven
   * @param residentId whom the person turned out to be, when that resident was there already
   */
  @Schema(name = "TemporaryResident")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TemporaryView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) TemporaryKind kind,
      @JsonProperty(required = true) Verification verification,
      OffsetDateTime expiresAt,
      Id residentId) {}

  /**
   * What shows who it is: a reading, or the number of a newborn, which has no card to be read.
   *
   * @param birthDate where the number does not tell it
   */
  @Schema(name = "TemporaryUpgrade")
  record Upgrade(
      @Valid CardRead cardRead,
      @Size(min = 1, max = 64) String name,
      IdType idType,
      @Size(min = 1, max = 64) String idNumber,
      LocalDate birthDate,
      Sex sex) {

    Upgrades.Evidence evidence(Temporary person) {
      boolean typed = name != null && idType != null && idNumber != null;
      if (typed == (cardRead != null)) {
        throw PlatformProblem.INPUT_INVALID.problem().at("/cardRead", "exactly-one");
      }
      return new Upgrades.Evidence(
          Applicant.of(
              typed ? name : cardRead.name(),
              typed
                  ? Upgrades.document(idType.name(), idNumber, "/idNumber")
                  : Upgrades.document(cardRead.idType(), cardRead.idNumber(), "/cardRead/idNumber"),
              "",
              Optional.ofNullable(birthDate).or(() -> person.resident().birthDate()),
              Optional.ofNullable(sex).or(() -> person.resident().sex().map(Sex::valueOf))),
          Optional.ofNullable(cardRead));
    }

    @Override
    public String toString() {
      return "Upgrade";
    }
  }

  /**
   * Who it is now.
   *
   * @param mergeId when that resident was there already and the temporary identity went over to it
   */
  @Schema(name = "UpgradedResident")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UpgradedView(@JsonProperty(required = true) Id residentId, Id mergeId) {}

  @Schema(name = "TemporaryPresence")
  record PresenceView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) Id residentId,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {}

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(
      summary = "Make an identity for a newborn, an unconscious or an undocumented person",
      description =
          "It lives for a stated time and may have a card and printed codes. It binds no way to pay"
              + " and spends no insurance money.")
  @APIResponseSchema(value = TemporaryView.class, responseCode = "201")
  public Uni<RestResponse<TemporaryView>> make(
      @HeaderParam("Idempotency-Key") String key, @NotNull @Valid NewTemporary body) {
    Temporaries.Seen seen = body.seen(LocalDate.now(clock));
    return idempotent
        .tx(
            new Idempotent.Command(
                caller.get(),
                "temporary-residents.make",
                key,
                body,
                () -> ids.founding(org.yima.platform.IdType.RESIDENT)),
            TemporaryView.class,
            (id, tx) -> temporaries.make(tx, caller.get(), id, seen).map(this::view))
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(summary = "A temporary identity that this institution has made")
  public Uni<TemporaryView> get(@PathParam("id") String id) {
    return temporaries.own(caller.get(), id).map(this::view);
  }

  @POST
  @Path("/{id}/presences")
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(
      summary = "Show that this person is here; then as with POST /v1/staff/presences",
      description = "There is no document to read, so the member of staff answers for it.")
  @APIResponseSchema(value = PresenceView.class, responseCode = "201")
  public Uni<RestResponse<PresenceView>> present(@PathParam("id") String id) {
    return temporaries
        .own(caller.get(), id)
        .chain(person -> temporaries.present(caller.get(), person))
        .map(
            presence ->
                RestResponse.status(
                    RestResponse.Status.CREATED,
                    new PresenceView(
                        presence.id(),
                        presence.present().orElseThrow(),
                        local(presence.expiresAt()))));
  }

  @POST
  @Path("/{id}/extend")
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(summary = "Let it live on for another whole time from now")
  public Uni<TemporaryView> extend(@PathParam("id") String id) {
    return temporaries
        .own(caller.get(), id)
        .chain(person -> temporaries.extend(caller.get(), person))
        .map(this::view);
  }

  @POST
  @Path("/{id}/upgrade")
  @Limited(Rate.IDENTIFY)
  @Allow(Role.HOSPITAL_STAFF)
  @Operation(
      summary = "A document tells who it is: make it a real identity, and lose nothing",
      description =
          "The document is read at an ID reader (a newborn's number is typed) and the register must"
              + " confirm it. When a resident has the document already, all that hangs on the"
              + " temporary identity goes over to that resident.")
  public Uni<UpgradedView> upgrade(@PathParam("id") String id, @NotNull @Valid Upgrade body) {
    return temporaries
        .own(caller.get(), id)
        .chain(person -> upgrades.upgrade(caller.get(), person, body.evidence(person)))
        .map(done -> new UpgradedView(done.resident(), done.merge().orElse(null)));
  }

  private TemporaryView view(Temporary person) {
    return new TemporaryView(
        person.resident().id(),
        person.kind(),
        person.resident().verification(),
        person.resident().until().map(this::local).orElse(null),
        person.mergedInto().orElse(null));
  }

  private OffsetDateTime local(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
