package org.yima.booking.session;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.POST;
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

/** Where a hospital publishes its number sources. */
@Path("/v1/hospital/sessions/{code}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
public class SessionHospitalResource {
  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}";

  private final Publishing publishing;
  private final CurrentCaller caller;

  SessionHospitalResource(Publishing publishing, CurrentCaller caller) {
    this.publishing = publishing;
    this.caller = caller;
  }

  @PUT
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Publish a session or change it")
  public Uni<SessionAnswer> put(
      @PathParam("code") @Pattern(regexp = CODE) String code, @NotNull @Valid SessionBody body) {
    return publishing.put(caller.get().ownInstitution(), code, body);
  }

  @POST
  @Path("/stop")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Stop a session: its appointments end and their fees go back")
  public Uni<SessionAnswer> stop(@PathParam("code") @Pattern(regexp = CODE) String code) {
    return publishing.stop(caller.get(), code);
  }
}
