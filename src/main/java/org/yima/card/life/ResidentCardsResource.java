package org.yima.card.life;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.CardView;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Residents;

/** Every card of a resident. */
@Path("/v1/app/residents/{id}/cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class ResidentCardsResource {
  private final CardStore store;
  private final Residents residents;
  private final CurrentCaller caller;

  ResidentCardsResource(CardStore store, Residents residents, CurrentCaller caller) {
    this.store = store;
    this.residents = residents;
    this.caller = caller;
  }

  @Schema(name = "CardList")
  record CardList(@JsonProperty(required = true) List<CardView> items) {}

  @GET
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Every card the resident has or had, the newest first",
      description = "Those too that were issued to a temporary identity which was the resident's.")
  public Uni<CardList> list(@PathParam("id") String id) {
    Id resident = Id.parse(IdType.RESIDENT, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return residents
        .actingFor(caller.get(), resident)
        .chain(it -> store.all(it.id()))
        .map(cards -> new CardList(cards.stream().map(Card::view).toList()));
  }
}
