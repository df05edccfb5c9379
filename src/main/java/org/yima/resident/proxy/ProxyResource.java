package org.yima.resident.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Who may act for whom. */
@Path("/v1/app/proxies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "app")
class ProxyResource {
  private final Proxies proxies;
  private final CurrentCaller caller;

  ProxyResource(Proxies proxies, CurrentCaller caller) {
    this.proxies = proxies;
    this.caller = caller;
  }

  @Schema(name = "ProxyList")
  record ProxyList(@JsonProperty(required = true) List<ProxyView> items) {}

  @GET
  @Allow(Role.RESIDENT)
  @Operation(summary = "Who may act for the caller, and for whom the caller may act")
  public Uni<ProxyList> list() {
    return proxies.of(caller.get()).map(ProxyList::new);
  }

  @POST
  @Path("/{id}/accept")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Let somebody act for the caller")
  public Uni<ProxyView> accept(@PathParam("id") String id) {
    return proxies.accept(caller.get(), id(id));
  }

  @POST
  @Path("/{id}/refuse")
  @Allow(Role.RESIDENT)
  @Operation(summary = "Refuse; the other side is not told")
  public Uni<ProxyView> refuse(@PathParam("id") String id) {
    return proxies.refuse(caller.get(), id(id));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Role.RESIDENT)
  @Operation(summary = "End a proxy from either side, or withdraw a wish")
  public Uni<Void> end(@PathParam("id") String id) {
    return proxies.end(caller.get(), id(id));
  }

  private static Id id(String text) {
    return Id.parse(IdType.PROXY, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
