package org.yima.institution.onboarding;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.Slice;

/** Where the operator takes institutions in and gives their systems and people access. */
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class InstitutionAdminResource {
  private final Onboarding onboarding;
  private final Institutions institutions;
  private final AccessGrants grants;
  private final CurrentCaller caller;

  InstitutionAdminResource(
      Onboarding onboarding, Institutions institutions, AccessGrants grants, CurrentCaller caller) {
    this.onboarding = onboarding;
    this.institutions = institutions;
    this.grants = grants;
    this.caller = caller;
  }

  @POST
  @Path("/institutions")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Take in a hospital, pharmacy or insurer")
  @APIResponseSchema(value = InstitutionAnswer.class, responseCode = "201")
  public Uni<RestResponse<InstitutionAnswer>> take(@NotNull @Valid NewInstitution body) {
    return onboarding
        .take(caller.get(), body)
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, InstitutionAnswer.of(made)));
  }

  @GET
  @Path("/institutions")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Institutions, newest first; with a code the one that has it, or none")
  public Uni<InstitutionAnswer.Page> institutions(
      @QueryParam("code") @Size(max = 64) String code,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") String cursor) {
    if (code != null) {
      return institutions
          .ofCode(code)
          .map(
              found ->
                  new InstitutionAnswer.Page(
                      found.stream().map(InstitutionAnswer::of).toList(), Optional.empty()));
    }
    return institutions
        .page(Slice.cursor(IdType.INSTITUTION, cursor), limit + 1)
        .map(longer -> Slice.cut(longer, limit, Institution::id))
        .map(
            slice ->
                new InstitutionAnswer.Page(
                    slice.items().stream().map(InstitutionAnswer::of).toList(), slice.next()));
  }

  @GET
  @Path("/institutions/{id}/clients")
  @Allow(Role.OPERATOR)
  @Operation(summary = "The systems with which an institution may sign in")
  public Uni<NewClient.Items> clients(@PathParam("id") String id) {
    return grants
        .clients(institution(id))
        .map(list -> new NewClient.Items(list.stream().map(NewClient.Registered::of).toList()));
  }

  @GET
  @Path("/staff")
  @Allow(Role.OPERATOR)
  @Operation(summary = "The account of a member of staff by its login, or none")
  public Uni<NewStaff.Items> member(@QueryParam("login") @NotNull @Size(max = 64) String login) {
    return grants
        .member(login)
        .map(found -> new NewStaff.Items(found.stream().map(NewStaff.Member::of).toList()));
  }

  @POST
  @Path("/institutions/{id}/clients")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Register a system of an institution with its public key")
  @APIResponseSchema(value = NewClient.Answer.class, responseCode = "201")
  public Uni<RestResponse<NewClient.Answer>> client(
      @PathParam("id") String id, @NotNull @Valid NewClient body) {
    return grants
        .client(caller.get(), institution(id), body)
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, new NewClient.Answer(made)));
  }

  @POST
  @Path("/institutions/{id}/readers")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Register an ID reader of an institution with its public key")
  @APIResponseSchema(value = NewReader.Answer.class, responseCode = "201")
  public Uni<RestResponse<NewReader.Answer>> reader(
      @PathParam("id") String id, @NotNull @Valid NewReader body) {
    return grants
        .reader(caller.get(), institution(id), body)
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, new NewReader.Answer(made)));
  }

  @DELETE
  @Path("/institutions/{id}/readers/{readerId}")
  @Allow(Role.OPERATOR)
  @Operation(summary = "End an ID reader: what it signs holds no longer")
  public Uni<Void> endReader(@PathParam("id") String id, @PathParam("readerId") String readerId) {
    Id reader = Id.parse(IdType.READER, readerId).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return grants.endReader(caller.get(), institution(id), reader);
  }

  private static Id institution(String id) {
    return Id.parse(IdType.INSTITUTION, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }

  @POST
  @Path("/staff")
  @Allow(Role.OPERATOR)
  @Operation(summary = "Make an account for a member of staff")
  @APIResponseSchema(value = NewStaff.Answer.class, responseCode = "201")
  public Uni<RestResponse<NewStaff.Answer>> staff(@NotNull @Valid NewStaff body) {
    return grants
        .staff(caller.get(), body)
        .map(made -> new NewStaff.Answer(made.id(), made.totpSecret()))
        .map(answer -> RestResponse.status(RestResponse.Status.CREATED, answer));
  }
}
