package org.yima.institution.onboarding;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Role;

/** Where the operator takes institutions in. */
@Path("/v1/admin/institutions")
@Tag(name = "admin")
public class InstitutionAdminResource {
  private final Onboarding onboarding;
  private final CurrentCaller caller;

  InstitutionAdminResource(Onboarding onboarding, CurrentCaller caller) {
    this.onboarding = onboarding;
    this.caller = caller;
  }

  @POST
  @Allow(Role.OPERATOR)
  @Operation(summary = "Take in a hospital, pharmacy or insurer")
  @APIResponseSchema(value = InstitutionAnswer.class, responseCode = "201")
  public Uni<RestResponse<InstitutionAnswer>> take(@NotNull @Valid NewInstitution body) {
    return onboarding
        .take(caller.get(), body)
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, InstitutionAnswer.of(made)));
  }
}
