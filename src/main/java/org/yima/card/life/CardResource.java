package org.yima.card.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.CardAction;
import org.yima.card.CardView;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** What the owner does with a card. */
@Path("/v1/app/cards/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class CardResource {
  private final CardLife life;
  private final OwnCards own;
  private final Uses uses;
  private final CurrentCaller caller;

  CardResource(CardLife life, OwnCards own, Uses uses, CurrentCaller caller) {
    this.life = life;
    this.own = own;
    this.uses = uses;
    this.caller = caller;
  }

  /**
   * A page of uses.
   *
   * @param next the cursor of the next page, absent on the last
   */
  @Schema(name = "CardUseList")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UseList(@JsonProperty(required = true) List<Use> items, String next) {}

  @POST
  @Path("/freeze")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Hold the card: no code of it is good until it is released")
  public Uni<CardView> freeze(@PathParam("id") String id) {
    return act(id, CardAction.FREEZE);
  }

  @POST
  @Path("/unfreeze")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Release a frozen card")
  public Uni<CardView> unfreeze(@PathParam("id") String id) {
    return act(id, CardAction.UNFREEZE);
  }

  @POST
  @Path("/report-lost")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Report the card lost; a new one can then be issued")
  public Uni<CardView> reportLost(@PathParam("id") String id) {
    return act(id, CardAction.REPORT_LOST);
  }

  @POST
  @Path("/revoke")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Give the card up for good")
  public Uni<CardView> revoke(@PathParam("id") String id) {
    return act(id, CardAction.REVOKE);
  }

  @GET
  @Path("/uses")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Where, when and in which scene the card was shown, newest first")
  public Uni<UseList> uses(
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
      @QueryParam("cursor") String cursor) {
    Optional<Id> before = Optional.ofNullable(cursor).map(CardResource::cursor);
    return own.get(caller.get(), id)
        .chain(card -> uses.page(card.id(), before, limit + 1))
        .map(
            found ->
                found.size() > limit
                    ? new UseList(found.subList(0, limit), found.get(limit - 1).id().toString())
                    : new UseList(found, null));
  }

  private Uni<CardView> act(String id, CardAction action) {
    return life.act(caller.get(), id, action).map(Card::view);
  }

  private static Id cursor(String text) {
    return Id.parse(IdType.USE, text)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid"));
  }
}
