package org.yima.resident.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.ResidentProblem;
import org.yima.resident.realname.Applicant;

/** A newborn's certificate is exchanged for its number. */
@Path("/v1/app/residents/{id}/document")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class DocumentResource {
  private final DocumentExchange exchange;
  private final CurrentCaller caller;

  DocumentResource(DocumentExchange exchange, CurrentCaller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  /**
   * The number that the register gave.
   *
   * @param name as registered
   * @param proof the household register, seen by the staff who call
   */
  @Schema(name = "NewDocument")
  record NewDocument(
      @NotBlank @Size(max = 64) String name,
      @NotNull IdType idType,
      @NotBlank @Size(max = 64) String idNumber,
      LocalDate birthDate,
      Sex sex,
      @NotNull @Valid GuardianProof proof) {

    Applicant applicant() {
      return Applicant.of(
          name,
          DocumentKey.of(idType, idNumber)
              .orElseThrow(
                  () -> PlatformProblem.INPUT_INVALID.problem().at("/idNumber", "invalid")),
          "",
          Optional.ofNullable(birthDate),
          Optional.ofNullable(sex));
    }

    @Override
    public String toString() {
      return "NewDocument[" + idType + "]";
    }
  }

  /**
   * Whose document it is now.
   *
   * @param id of the child; another than before when it was a resident under its number already
   */
  @Schema(name = "DocumentOwner")
  record DocumentOwner(@JsonProperty(required = true) Id id) {}

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Exchange a newborn's birth certificate for the number it was registered under",
      description =
          "At a counter, for a guardian who stands there (Yima-For names the guardian). The register"
              + " confirms name and number; card, codes, bills and appointments stay.")
  public Uni<DocumentOwner> exchange(@PathParam("id") String id, @NotNull @Valid NewDocument body) {
    Id child =
        Id.parse(org.yima.platform.IdType.RESIDENT, id)
            .orElseThrow(PlatformProblem.NOT_FOUND::problem);
    if (caller.presence().isEmpty()) {
      throw ResidentProblem.CHILD_PROOF.problem();
    }
    return exchange
        .exchange(caller.get(), child, body.applicant(), body.proof())
        .map(resident -> new DocumentOwner(resident.id()));
  }
}
