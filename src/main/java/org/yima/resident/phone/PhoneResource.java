package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Accounts;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.ResidentProblem;

/** A resident's phone becomes another one, at a counter. */
@Path("/v1/app/residents/{id}/phone")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class PhoneResource {
  private final CounterMoves moves;
  private final CurrentCaller caller;

  PhoneResource(CounterMoves moves, CurrentCaller caller) {
    this.moves = moves;
    this.caller = caller;
  }

  /**
   * The phone from now on.
   *
   * @param otp the code that POST /v1/app/login/otp has sent to it
   */
  @Schema(name = "PhoneChange")
  record PhoneChange(
      @NotNull @Size(max = 20) String phone, @NotNull @Pattern(regexp = "\\d{6}") String otp) {
    @Override
    public String toString() {
      return "PhoneChange";
    }
  }

  @PUT
  @Limited(Rate.SIGN_IN)
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Move the resident at the counter to another phone",
      description =
          "Their document was read and the phone has proved itself by a one-time code. Every earlier"
              + " sign-in ends and the earlier phone is told. On a phone alone this is done by"
              + " POST /v1/app/takeovers.")
  public Uni<Void> move(@PathParam("id") String id, @NotNull @Valid PhoneChange body) {
    Id resident = Id.parse(IdType.RESIDENT, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    if (caller.presence().isEmpty()) {
      throw ResidentProblem.PHONE_COUNTER.problem();
    }
    return moves.move(caller.get(), resident, Accounts.normalisedPhone(body.phone()), body.otp());
  }
}
