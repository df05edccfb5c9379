package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.access.token.SignIns;
import org.yima.platform.Role;

/** Staff sign in with login, password and second factor. */
@Path("/v1/staff")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "staff")
public class StaffLoginResource {
  private final StaffCredentials credentials;

  public StaffLoginResource(StaffCredentials credentials) {
    this.credentials = credentials;
  }

  /** What staff sign in with. */
  @Schema(name = "StaffLogin")
  public record StaffLogin(
      @NotNull @Size(min = 1, max = 100) String login,
      @NotNull @Size(min = 1, max = 200) String password,
      @NotNull @Pattern(regexp = "\\d{6}") String totp) {
    @Override
    public String toString() {
      return "StaffLogin[" + login + "]";
    }
  }

  @POST
  @Path("/login")
  @Limited(Rate.SIGN_IN)
  @Allow(Role.ANYONE)
  @Operation(operationId = "staffLogin", summary = "Sign in as a member of staff")
  public Uni<SignIns.Granted> login(@NotNull @Valid StaffLogin body) {
    return credentials.signIn(body.login(), body.password(), body.totp());
  }
}
