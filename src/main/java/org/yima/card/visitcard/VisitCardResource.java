package org.yima.card.visitcard;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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
  private final CurrentCaller caller;

  VisitCardResource(VisitCards cards, CurrentCaller caller) {
    this.cards = cards;
    this.caller = caller;
  }

  enum ProofType {
    OTP_ON_FILE,
    FACE,
    COUNTER
  }

  /**
   * What would prove a card that the document does not.
   *
   * @param value the code, token or receipt
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
    @Override
    public String toString() {
      return "NewVisitCard[" + hospitalId + "]";
    }
  }

  @Schema(name = "VisitCardList")
  record VisitCardList(@JsonProperty(required = true) List<VisitCards.View> items) {}

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "The visit cards known by the resident's verified document")
  public Uni<VisitCardList> list(@PathParam("id") String id) {
    return cards.of(caller.get(), resident(id)).map(VisitCardList::new);
  }

  @POST
  @Limited(Rate.IDENTIFY)
  @Allow(Role.RESIDENT)
  @Operation(summary = "Bind a visit card whose document equals the resident's verified one")
  @APIResponseSchema(value = VisitCards.View.class, responseCode = "201")
  public Uni<RestResponse<VisitCards.View>> bind(
      @PathParam("id") String id, @NotNull @Valid NewVisitCard body) {
    Id hospital =
        Id.parse(IdType.INSTITUTION, body.hospitalId())
            .orElseThrow(
                () -> PlatformProblem.INPUT_INVALID.problem().at("/hospitalId", "invalid"));
    return cards
        .bind(caller.get(), resident(id), hospital, body.number())
        .map(bound -> RestResponse.status(RestResponse.Status.CREATED, bound));
  }

  private static Id resident(String id) {
    return Id.parse(IdType.RESIDENT, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
