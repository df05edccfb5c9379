package org.yima.institution.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.institution.Catalogue;
import org.yima.institution.Department;
import org.yima.institution.Doctor;
import org.yima.institution.Institution;
import org.yima.institution.InstitutionKind;
import org.yima.institution.Institutions;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** The catalogue that residents choose from. */
@Path("/v1/app")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
public class CatalogueAppResource {
  private final Institutions institutions;
  private final Catalogue catalogue;

  CatalogueAppResource(Institutions institutions, Catalogue catalogue) {
    this.institutions = institutions;
    this.catalogue = catalogue;
  }

  @GET
  @Path("/hospitals")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.PERSON, because = "the catalogue is everybody's")
  @Operation(summary = "Hospitals")
  public Uni<HospitalAnswer.Page> hospitals(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> before = Slice.cursor(IdType.INSTITUTION, cursor);
    return institutions
        .page(InstitutionKind.HOSPITAL, before, limit + 1)
        .map(list -> Slice.cut(list, limit, Institution::id))
        .map(
            slice ->
                new HospitalAnswer.Page(
                    slice.items().stream().map(HospitalAnswer::of).toList(), slice.next()));
  }

  @GET
  @Path("/hospitals/{id}/departments")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.PERSON, because = "the catalogue is everybody's")
  @Operation(summary = "A hospital's departments")
  public Uni<DepartmentAnswer.Page> departments(
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Id hospital = parse(IdType.INSTITUTION, id);
    Optional<Id> before = Slice.cursor(IdType.DEPARTMENT, cursor);
    return institutions
        .get(hospital)
        .chain(found -> catalogue.departments(found.id(), before, limit + 1))
        .map(list -> Slice.cut(list, limit, Department::id))
        .map(
            slice ->
                new DepartmentAnswer.Page(
                    slice.items().stream().map(DepartmentAnswer::of).toList(), slice.next()));
  }

  @GET
  @Path("/departments/{id}/doctors")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.PERSON, because = "the catalogue is everybody's")
  @Operation(summary = "A department's doctors")
  public Uni<DoctorAnswer.Page> doctors(
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    Id department = parse(IdType.DEPARTMENT, id);
    Optional<Id> before = Slice.cursor(IdType.DOCTOR, cursor);
    return catalogue
        .department(department)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(found -> catalogue.doctors(found.id(), before, limit + 1))
        .map(list -> Slice.cut(list, limit, Doctor::id))
        .map(
            slice ->
                new DoctorAnswer.Page(
                    slice.items().stream().map(DoctorAnswer::of).toList(), slice.next()));
  }

  private static Id parse(IdType type, String text) {
    return Id.parse(type, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
