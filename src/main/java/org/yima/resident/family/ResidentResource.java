package org.yima.resident.family;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Accounts;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Presence;
import org.yima.access.Rate;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Faces;
import org.yima.resident.Masks;
import org.yima.resident.Relation;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.Verification;
import org.yima.resident.proxy.GuardianProof;
import org.yima.resident.proxy.Guardians;
import org.yima.resident.proxy.Proxies;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.Enrolment;
import org.yima.resident.realname.WindowEnrolment;

/** Residents in the app: oneself and those one acts for. */
@Path("/v1/app/residents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class ResidentResource {
  private final Enrolment enrolment;
  private final WindowEnrolment window;
  private final Guardians guardians;
  private final Proxies proxies;
  private final Residents residents;
  private final CurrentCaller caller;

  ResidentResource(
      Enrolment enrolment,
      WindowEnrolment window,
      Guardians guardians,
      Proxies proxies,
      Residents residents,
      CurrentCaller caller) {
    this.enrolment = enrolment;
    this.window = window;
    this.guardians = guardians;
    this.proxies = proxies;
    this.residents = residents;
    this.caller = caller;
  }

  /**
   * Whom to add.
   *
   * @param phone eleven digits; may be absent at a counter
   * @param guardianId the one who adds a child, which is oneself
   * @param proof of guardianship, seen by the staff who call
   */
  @Schema(name = "NewResident")
  record NewResident(
      @NotBlank @Size(max = 64) String name,
      @NotNull IdType idType,
      @NotBlank @Size(max = 64) String idNumber,
      @Size(max = 20) String phone,
      @NotNull Relation relation,
      LocalDate birthDate,
      Sex sex,
      @Size(max = 40) String guardianId,
      @Valid GuardianProof proof) {

    /** Only at a counter, and for a child, is there somebody without a phone. */
    Applicant applicant(boolean withoutPhone) {
      return Applicant.of(
          name,
          document(),
          withoutPhone && phone == null ? "" : Accounts.normalisedPhone(given()),
          Optional.ofNullable(birthDate),
          Optional.ofNullable(sex));
    }

    private String given() {
      if (phone == null) {
        throw PlatformProblem.INPUT_INVALID.problem().at("/phone", "required");
      }
      return phone;
    }

    private DocumentKey document() {
      return DocumentKey.of(idType, idNumber)
          .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("/idNumber", "invalid"));
    }

    @Override
    public String toString() {
      return "NewResident[" + relation + "]";
    }
  }

  enum NextAction {
    FACE,
    COUNTER
  }

  /**
   * The outcome of adding a resident.
   *
   * @param id only of a verified resident
   */
  @Schema(name = "ResidentOutcome")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ResidentOutcome(
      Id id, @JsonProperty(required = true) Verification verification, NextAction nextAction) {}

  /** A resident for those who may act for them. */
  @Schema(name = "Resident")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ResidentView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) Verification verification,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) IdType idType,
      @JsonProperty(required = true) String idNumberMasked,
      String phoneMasked,
      Optional<LocalDate> birthDate,
      Optional<String> sex) {

    static ResidentView of(Resident resident) {
      return new ResidentView(
          resident.id(),
          resident.verification(),
          resident.name(),
          IdType.valueOf(resident.idType()),
          Masks.document(resident.idNumber()),
          Masks.phone(resident.phone()),
          resident.birthDate(),
          resident.sex());
    }
  }

  @Schema(name = "ResidentList")
  record ResidentList(@JsonProperty(required = true) List<ResidentView> items) {}

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.PERSON, because = "whoever is no resident yet becomes one here")
  @Operation(
      summary = "Add oneself (201 when the register confirms it) or ask to act for another (202)")
  @APIResponseSchema(value = ResidentOutcome.class, responseCode = "201")
  public Uni<RestResponse<ResidentOutcome>> add(@NotNull @Valid NewResident body) {
    Applicant applicant = body.applicant(caller.presence().isPresent());
    return guardian(body.guardianId())
        .chain(
            () ->
                caller
                    .presence()
                    .map(presence -> atCounter(presence, body, applicant))
                    .orElseGet(() -> inApp(body, applicant)));
  }

  /**
   * Nobody adds a child to another; a guardian who is not the caller is as one who does not exist.
   */
  private Uni<Void> guardian(String guardianId) {
    return guardianId == null
        ? Uni.createFrom().voidItem()
        : Id.parse(org.yima.platform.IdType.RESIDENT, guardianId)
            .map(id -> residents.isSelf(caller.get(), id))
            .orElseGet(() -> Uni.createFrom().item(false))
            .invoke(
                self -> {
                  if (!self) {
                    throw PlatformProblem.INPUT_INVALID.problem().at("/guardianId", "unknown");
                  }
                })
            .replaceWithVoid();
  }

  private Uni<RestResponse<ResidentOutcome>> atCounter(
      Presence presence, NewResident body, Applicant applicant) {
    return switch (body.relation()) {
      case SELF -> window.enrol(caller.get(), presence, applicant).map(ResidentResource::created);
      case CHILD ->
          body.proof() == null
              ? Uni.createFrom().failure(ResidentProblem.CHILD_PROOF.problem())
              : guardians
                  .guard(caller.get(), applicant, body.proof())
                  .map(ResidentResource::created);
      case PARENT, SPOUSE, OTHER ->
          proxies.request(caller.get(), applicant, body.relation()).map(kept -> pending(null));
    };
  }

  private Uni<RestResponse<ResidentOutcome>> inApp(NewResident body, Applicant applicant) {
    if (body.proof() != null) {
      throw ResidentProblem.CHILD_PROOF.problem();
    }
    if (body.relation() == Relation.SELF) {
      return enrolment
          .self(caller.get(), applicant)
          .map(
              resident ->
                  resident
                      .map(ResidentResource::created)
                      .orElseGet(() -> pending(further(applicant))));
    }
    NextAction next = body.relation() == Relation.CHILD ? NextAction.COUNTER : null;
    return proxies.request(caller.get(), applicant, body.relation()).map(kept -> pending(next));
  }

  /** What can still show who they are; a face only where there is a picture to compare it with. */
  private static NextAction further(Applicant applicant) {
    return Faces.hasPicture(applicant.document()) ? NextAction.FACE : NextAction.COUNTER;
  }

  private static RestResponse<ResidentOutcome> created(Resident resident) {
    return RestResponse.status(
        RestResponse.Status.CREATED,
        new ResidentOutcome(resident.id(), resident.verification(), null));
  }

  private static RestResponse<ResidentOutcome> pending(NextAction next) {
    return RestResponse.status(
        RestResponse.Status.ACCEPTED, new ResidentOutcome(null, Verification.PENDING, next));
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "The residents the caller may act for, oneself first")
  public Uni<ResidentList> list() {
    return residents
        .actable(caller.get())
        .map(list -> new ResidentList(list.stream().map(ResidentView::of).toList()));
  }

  @GET
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "A resident the caller may act for")
  public Uni<ResidentView> get(@PathParam("id") String id) {
    Id resident =
        Id.parse(org.yima.platform.IdType.RESIDENT, id)
            .orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return residents.actingFor(caller.get(), resident).map(ResidentView::of);
  }
}
