package org.yima.card.visitcard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** A resident's visit cards of hospitals. */
@Path("/v1/app/residents/{id}/visit-cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class VisitCardResource {
  private final VisitCards cards;
  private final Binding binding;
  private final CurrentCaller caller;

  VisitCardResource(VisitCards cards, Binding binding, CurrentCaller caller) {
    this.cards = cards;
    this.binding = binding;
    this.caller = caller;
  }

  enum ProofType {
    OTP_ON_FILE,
    FACE,
    COUNTER
  }

  /**
   * What proves a card that the document does not.
   *
   * @param value of OTP_ON_FILE the code, of FACE the claim's id; absent in the first call
   */
  @Schema(name = "VisitCardProof")
  record VisitCardProof(@NotNull ProofType type, @Size(max = 512) String value) {
    @Override
    public String toString() {
      return "VisitCardProof[" + type + "]";
    }
  }

  @Schema(name = "NewVisitCard")
  record NewVisitCard(
      @NotNull @Size(max = 40) String hospitalId,
      @NotBlank @Size(max = 64) String number,
      @Valid VisitCardProof proof) {

    Binding.Wish wish() {
      return new Binding.Wish(
          Id.parse(IdType.INSTITUTION, hospitalId)
              .orElseThrow(
                  () -> PlatformProblem.INPUT_INVALID.problem().at("/hospitalId", "invalid")),
          number,
          Optional.ofNullable(proof).map(given -> CardProof.valueOf(given.type().name())),
          Optional.ofNullable(proof).map(VisitCardProof::value));
    }

    @Override
    public String toString() {
      return "NewVisitCard[" + hospitalId + "]";
    }
  }

  @Schema(name = "VisitCardList")
  record VisitCardList(@JsonProperty(required = true) List<VisitCardView> items) {}

  /**
   * A card that waits for its proof, or is no card: which of them, the answer does not tell.
   *
   * @param nextAction OTP_ON_FILE: send the code as {@code proof.value}; FACE: send {@code claim}
   *     as {@code proof.value}, for the page at first, and again when the face was shown there
   * @param faceUrl the register's page, once it is open
   */
  @Schema(name = "VisitCardClaim")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ClaimView(
      @JsonProperty(required = true) Id claim,
      @JsonProperty(required = true) ProofType nextAction,
      URI faceUrl,
      @JsonProperty(required = true) OffsetDateTime expiresAt) {

    static ClaimView of(Bound.Later later) {
      return new ClaimView(
          later.claim(),
          ProofType.valueOf(later.proof().name()),
          later.face().orElse(null),
          later.expiresAt());
    }
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "The resident's visit cards",
      description =
          "Those known by the verified document, and those under another that were proved and bound.")
  public Uni<VisitCardList> list(@PathParam("id") String id) {
    return cards.of(caller.get(), resident(id)).map(VisitCardList::new);
  }

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Bind a visit card of the resident",
      description =
          "Without a proof one whose document equals the verified one. OTP_ON_FILE and FACE answer"
              + " 202 at first, the same whether there is such a card or not: a code goes to the phone"
              + " that the hospital has on file, or the register opens a page that compares the face"
              + " with the picture of the record's document. With the code as value, or the claim's"
              + " id, the card is bound; for these two it has to bear the resident's name."
              + " COUNTER is for staff of the hospital that gave the card, who have seen what"
              + " proves it.")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = VisitCardView.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ClaimView.class)))
  public Uni<RestResponse<Object>> bind(
      @PathParam("id") String id, @NotNull @Valid NewVisitCard body) {
    return binding.bind(caller.get(), resident(id), body.wish()).map(VisitCardResource::answer);
  }

  private static RestResponse<Object> answer(Bound bound) {
    return bound instanceof Bound.Later later
        ? RestResponse.status(RestResponse.Status.ACCEPTED, ClaimView.of(later))
        : RestResponse.status(RestResponse.Status.CREATED, ((Bound.Now) bound).card());
  }

  private static Id resident(String id) {
    return Id.parse(IdType.RESIDENT, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
