package org.yima.resident.phone;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.net.URI;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.AtCounter;
import org.yima.access.AtCounter.Need;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Somebody whose phone is another one now proves by their face who they are. */
@Path("/v1/app/takeovers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class TakeoverResource {
  private final Takeovers takeovers;
  private final CurrentCaller caller;

  TakeoverResource(Takeovers takeovers, CurrentCaller caller) {
    this.takeovers = takeovers;
    this.caller = caller;
  }

  @Schema(name = "NewTakeover")
  record NewTakeover(
      @NotBlank @Size(max = 64) String name,
      @NotNull IdType idType,
      @NotBlank @Size(max = 64) String idNumber) {

    DocumentKey document() {
      return DocumentKey.of(idType, idNumber)
          .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("/idNumber", "invalid"));
    }

    @Override
    public String toString() {
      return "NewTakeover";
    }
  }

  /**
   * A takeover that waits for the face.
   *
   * @param faceUrl the register's page; the app opens it and then settles
   */
  @Schema(name = "Takeover")
  record TakeoverView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) URI faceUrl,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {}

  @Schema(name = "TakeoverNextAction")
  enum NextAction {
    SIGN_IN,
    COUNTER
  }

  /**
   * What came of it.
   *
   * @param nextAction SIGN_IN when this phone now leads to the person's own account and every
   *     sign-in has ended; COUNTER when it was refused
   */
  @Schema(name = "TakeoverOutcome")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Outcome(@JsonProperty(required = true) TakeoverStatus status, NextAction nextAction) {

    static Outcome of(Takeovers.Settled settled) {
      return new Outcome(
          settled.status(),
          settled.moved()
              ? NextAction.SIGN_IN
              : settled.status() == TakeoverStatus.REFUSED ? NextAction.COUNTER : null);
    }
  }

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.REFUSED, because = "at a counter a reader proves who somebody is")
  @Operation(
      summary = "Prove by face who one is: where the real-name check asked for it",
      description =
          "The answer is the same whether that person has an account already or not. When the face"
              + " has matched, the account moves to the phone that is signed in, earlier sign-ins"
              + " end and the earlier phone is told.")
  @APIResponseSchema(value = TakeoverView.class, responseCode = "201")
  public Uni<RestResponse<TakeoverView>> open(@NotNull @Valid NewTakeover body) {
    return takeovers
        .open(caller.get(), body.name(), body.document())
        .map(
            opened ->
                RestResponse.status(
                    RestResponse.Status.CREATED,
                    new TakeoverView(opened.id(), opened.face(), opened.expiresAt())));
  }

  @POST
  @Path("/{id}/settle")
  @Allow(Role.RESIDENT)
  @AtCounter(value = Need.REFUSED, because = "at a counter a reader proves who somebody is")
  @Operation(summary = "Ask what came of the face, and take the account over when it matched")
  public Uni<Outcome> settle(@PathParam("id") String id) {
    return takeovers.settle(caller.get(), id).map(Outcome::of);
  }
}
