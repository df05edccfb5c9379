package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.access.Allow;
import org.yima.access.CurrentCaller;
import org.yima.card.CardView;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;
import org.yima.resident.Residents;

/** A resident's one card. */
@Path("/v1/app/residents/{id}/card")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class ResidentCardResource {
  private final CardLife life;
  private final CardStore store;
  private final Residents residents;
  private final CurrentCaller caller;

  ResidentCardResource(CardLife life, CardStore store, Residents residents, CurrentCaller caller) {
    this.life = life;
    this.store = store;
    this.residents = residents;
    this.caller = caller;
  }

  @POST
  @Allow(Role.RESIDENT)
  @Operation(summary = "Issue the resident's card; 200 with the one that lives already")
  @APIResponseSchema(value = CardView.class, responseCode = "201")
  public Uni<RestResponse<CardView>> issue(@PathParam("id") String id) {
    return life.issue(caller.get(), resident(id))
        .map(
            issued ->
                RestResponse.status(
                    issued.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                    issued.card().view()));
  }

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "The resident's newest card")
  public Uni<CardView> get(@PathParam("id") String id) {
    return residents
        .actingFor(caller.get(), resident(id))
        .chain(resident -> store.newest(resident.id()))
        .map(newest -> newest.orElseThrow(PlatformProblem.NOT_FOUND::problem).view());
  }

  private static Id resident(String id) {
    return Id.parse(IdType.RESIDENT, id).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
