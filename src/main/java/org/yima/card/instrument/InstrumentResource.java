package org.yima.card.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.Instrument;
import org.yima.card.InstrumentStatus;
import org.yima.card.InstrumentType;
import org.yima.card.InsuranceAuthorisations;
import org.yima.card.NotYetAuthorised;
import org.yima.platform.Id;
import org.yima.platform.Role;

/** Ways to pay, bound to a card in the owner's order of preference. */
@Path("/v1/app/cards/{id}/instruments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class InstrumentResource {
  private final Binding binding;
  private final CurrentCaller caller;

  InstrumentResource(Binding binding, CurrentCaller caller) {
    this.binding = binding;
    this.caller = caller;
  }

  @Schema(name = "NewInstrument")
  record NewInstrument(@NotNull InstrumentType type, @NotNull @Valid Proof proof) {}

  @Schema(name = "InstrumentOrder")
  record Order(@NotNull @Size(max = 64) List<@NotNull Id> ids) {}

  /**
   * A bound instrument; what it refers to is never shown.
   *
   * @param insurerId of a commercial policy
   * @param label of a type that is only a label, as its owner typed it
   */
  @Schema(name = "Instrument")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record InstrumentView(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) InstrumentType type,
      @JsonProperty(required = true) InstrumentStatus status,
      Id insurerId,
      String label) {

    static InstrumentView of(Instrument instrument) {
      return new InstrumentView(
          instrument.id(),
          instrument.type(),
          instrument.status(),
          instrument.insurerId().orElse(null),
          instrument.label().orElse(null));
    }
  }

  @Schema(name = "InstrumentList")
  record InstrumentList(@JsonProperty(required = true) List<InstrumentView> items) {

    static InstrumentList of(List<Instrument> list) {
      return new InstrumentList(list.stream().map(InstrumentView::of).toList());
    }
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "The card's instruments, in the owner's order",
      description =
          "The first is the default: what an app offers and a counter sees first. One that is bound"
              + " comes last.")
  public Uni<InstrumentList> list(@PathParam("id") String id) {
    return binding.list(caller.get(), id).map(InstrumentList::of);
  }

  /** The resident has yet to say yes at {@code url}, and binds again after that. */
  @Schema(name = "InstrumentPending")
  record Pending(@JsonProperty(required = true) NextAction nextAction) {
    static Pending at(NotYetAuthorised waiting) {
      return new Pending(
          new NextAction(
              "INSURANCE_AUTHORISATION",
              Map.of("channel", InsuranceAuthorisations.ALIPAY, "url", waiting.url())));
    }

    @Schema(name = "InstrumentNextAction")
    record NextAction(
        @JsonProperty(required = true) String type,
        @JsonProperty(required = true) Map<String, String> params) {}
  }

  @POST
  @Allow(Role.RESIDENT)
  @Operation(
      summary =
          "Bind an instrument; one that is bound already is answered as it is; 202 while the"
              + " insurance authorisation is missing")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = InstrumentView.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Pending.class)))
  public Uni<RestResponse<Object>> bind(
      @PathParam("id") String id, @NotNull @Valid NewInstrument body) {
    return binding
        .bind(caller.get(), id, body.type(), body.proof())
        .<RestResponse<Object>>map(
            bound -> RestResponse.status(RestResponse.Status.CREATED, InstrumentView.of(bound)))
        .onFailure(NotYetAuthorised.class)
        .recoverWithItem(InstrumentResource::pending);
  }

  private static RestResponse<Object> pending(Throwable waiting) {
    return RestResponse.status(
        RestResponse.Status.ACCEPTED, Pending.at((NotYetAuthorised) waiting));
  }

  @PUT
  @Path("/order")
  @Allow(Role.RESIDENT)
  @Operation(
      summary = "Set the order of preference: every bound instrument once",
      description = "The first becomes the default.")
  public Uni<InstrumentList> order(@PathParam("id") String id, @NotNull @Valid Order body) {
    return binding.order(caller.get(), id, body.ids()).map(InstrumentList::of);
  }

  @DELETE
  @Path("/{instrumentId}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Unbind an instrument")
  public Uni<Void> remove(
      @PathParam("id") String id, @PathParam("instrumentId") String instrumentId) {
    return binding.remove(caller.get(), id, instrumentId);
  }
}
