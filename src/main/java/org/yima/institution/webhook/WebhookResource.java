package org.yima.institution.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
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
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Role;

/** Where a hospital's system asks to be told instead of asking. */
@Path("/v1/hospital/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hospital")
public class WebhookResource {
  private final Webhooks webhooks;
  private final CurrentCaller caller;

  WebhookResource(Webhooks webhooks, CurrentCaller caller) {
    this.webhooks = webhooks;
    this.caller = caller;
  }

  @POST
  @Allow(Role.HOSPITAL)
  @Operation(summary = "Have events posted, signed by Standard Webhooks; the secret is shown once")
  @APIResponseSchema(value = WebhookAnswer.class, responseCode = "201")
  public Uni<RestResponse<WebhookAnswer>> make(@NotNull @Valid NewWebhook body) {
    return webhooks
        .make(caller.get(), body)
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
  }

  @GET
  @Allow(Role.HOSPITAL)
  @Operation(summary = "The hospital's webhooks")
  public Uni<WebhookAnswer.Items> list() {
    return webhooks.list(caller.get()).map(WebhookAnswer.Items::new);
  }

  @DELETE
  @Path("/{id}")
  @Allow(Role.HOSPITAL)
  @Operation(summary = "End a webhook")
  public Uni<Void> end(@PathParam("id") String id) {
    return webhooks.end(
        caller.get(), Id.parse(IdType.WEBHOOK, id).orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }
}
