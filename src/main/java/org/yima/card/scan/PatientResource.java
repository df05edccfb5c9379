package org.yima.card.scan;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Patient files that a hospital has made. */
@Path("/v1/hospital/patients")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
class PatientResource {
  private final PatientFiles files;
  private final CurrentCaller caller;

  PatientResource(PatientFiles files, CurrentCaller caller) {
    this.files = files;
    this.caller = caller;
  }

  @Schema(name = "NewPatient")
  record NewPatient(
      @NotNull @Size(max = 40) String resolutionId, @NotBlank @Size(max = 64) String patientId) {
    @Override
    public String toString() {
      return "NewPatient[" + resolutionId + "]";
    }
  }

  @Schema(name = "Patient")
  record Patient(@JsonProperty(required = true) String patientId) {}

  @POST
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The hospital's own patient number for somebody it scanned")
  @APIResponseSchema(value = Patient.class, responseCode = "201")
  public Uni<RestResponse<Patient>> made(@NotNull @Valid NewPatient body) {
    Id resolution =
        Id.parse(IdType.RESOLUTION, body.resolutionId())
            .orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return files
        .made(caller.get(), resolution, body.patientId())
        .map(
            done ->
                RestResponse.status(RestResponse.Status.CREATED, new Patient(body.patientId())));
  }
}
