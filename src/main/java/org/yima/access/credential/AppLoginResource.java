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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.yima.access.AccessProblem;
import org.yima.access.Accounts;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.access.token.SignIns;
import org.yima.gateway.Outcome;
import org.yima.gateway.sms.Sms;
import org.yima.gateway.sms.SmsGateway;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;

/** Residents sign in by phone and one-time code. */
@Path("/v1/app")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
public class AppLoginResource {
  private final OneTimeCodes codes;
  private final Accounts accounts;
  private final SignIns signIns;
  private final SmsGateway sms;
  private final GatewayPool pool;
  private final Database database;
  private final Ids ids;
  private final CurrentCaller caller;

  public AppLoginResource(
      OneTimeCodes codes,
      Accounts accounts,
      SignIns signIns,
      SmsGateway sms,
      GatewayPool pool,
      Database database,
      Ids ids,
      CurrentCaller caller) {
    this.codes = codes;
    this.accounts = accounts;
    this.signIns = signIns;
    this.sms = sms;
    this.pool = pool;
    this.database = database;
    this.ids = ids;
    this.caller = caller;
  }

  /** The phone that wants a code. */
  @Schema(name = "OtpRequest")
  public record OtpRequest(@NotNull @Size(max = 20) String phone) {
    @Override
    public String toString() {
      return "OtpRequest";
    }
  }

  /** Phone and code. */
  @Schema(name = "AppLogin")
  public record AppLogin(
      @NotNull @Size(max = 20) String phone, @NotNull @Pattern(regexp = "\\d{6}") String otp) {
    @Override
    public String toString() {
      return "AppLogin";
    }
  }

  /** The refresh token of the last sign-in or refresh. */
  @Schema(name = "Refresh")
  public record Refresh(@NotNull @Size(max = 200) String refreshToken) {
    @Override
    public String toString() {
      return "Refresh";
    }
  }

  @POST
  @Path("/login/otp")
  @Limited(Rate.ONE_TIME_CODE)
  @Allow(Role.ANYONE)
  @ResponseStatus(202)
  @APIResponse(responseCode = "202", description = "Sent, where the phone can be reached")
  @Operation(operationId = "requestOtp", summary = "Send a one-time code to a phone")
  public Uni<Void> requestCode(@NotNull @Valid OtpRequest body) {
    String phone = Accounts.normalisedPhone(body.phone());
    return codes.draw(phone).chain(code -> send(phone, code));
  }

  /** An unknown outcome is no failure: the message may arrive, and another can be asked for. */
  private Uni<Void> send(String phone, String code) {
    String messageId = ids.founding(IdType.EVENT).toString();
    return pool.call(Gateway.SMS, () -> sms.send(new Sms.LoginCode(messageId, phone, code)))
        .invoke(
            outcome -> {
              if (outcome instanceof Outcome.Declined) {
                throw PlatformProblem.UNAVAILABLE.problem();
              }
            })
        .replaceWithVoid();
  }

  @POST
  @Path("/login")
  @Limited(Rate.SIGN_IN)
  @Allow(Role.ANYONE)
  @Operation(operationId = "login", summary = "Sign in with phone and one-time code")
  public Uni<SignIns.Granted> login(@NotNull @Valid AppLogin body) {
    String phone = Accounts.normalisedPhone(body.phone());
    return database
        .tx(tx -> codes.check(tx, phone, body.otp()).chain(check -> decide(tx, phone, check)))
        .map(granted -> granted.orElseThrow(AccessProblem.REFUSED::problem));
  }

  /** Empty is a refusal whose counting must commit. */
  private Uni<Optional<SignIns.Granted>> decide(SqlTx tx, String phone, OneTimeCodes.Check check) {
    return switch (check) {
      case WRONG -> Uni.createFrom().item(Optional.empty());
      case RIGHT ->
          accounts
              .signedIn(tx, phone)
              .chain(id -> signIns.begin(tx, Role.RESIDENT, id, Optional.empty()))
              .map(Optional::of);
    };
  }

  @POST
  @Path("/token")
  @Limited(Rate.SIGN_IN)
  @Allow(Role.ANYONE)
  @Operation(operationId = "refreshToken", summary = "Exchange a refresh token for new tokens")
  public Uni<SignIns.Granted> refresh(@NotNull @Valid Refresh body) {
    return signIns.refresh(body.refreshToken());
  }

  @POST
  @Path("/logout")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.REFUSED, because = "a sign-in is ended by whoever signed in")
  @APIResponse(responseCode = "204", description = "Every sign-in has ended")
  @Operation(operationId = "logout", summary = "End every sign-in of this account")
  public Uni<Void> logout() {
    return database.tx(tx -> signIns.endAll(tx, caller.get().self())).replaceWithVoid();
  }
}
