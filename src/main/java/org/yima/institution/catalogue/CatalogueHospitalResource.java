package org.yima.institution.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.platform.Role;

/** Where a hospital publishes its departments and doctors, each under its own code. */
@Path("/v1/hospital")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
public class CatalogueHospitalResource {
  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";

  private final Publishing publishing;
  private final CurrentCaller caller;

  CatalogueHospitalResource(Publishing publishing, CurrentCaller caller) {
    this.publishing = publishing;
    this.caller = caller;
  }

  @PUT
  @Path("/departments/{code}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Publish a department or change it")
  public Uni<DepartmentAnswer> department(
      @PathParam("code") @Pattern(regexp = CODE) String code, @NotNull @Valid DepartmentBody body) {
    return publishing
        .department(caller.get().ownInstitution(), code, body)
        .map(DepartmentAnswer::of);
  }

  @PUT
  @Path("/doctors/{code}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Publish a doctor or change the entry")
  public Uni<DoctorAnswer> doctor(
      @PathParam("code") @Pattern(regexp = CODE) String code, @NotNull @Valid DoctorBody body) {
    return publishing.doctor(caller.get().ownInstitution(), code, body).map(DoctorAnswer::of);
  }
}
