package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.access.CurrentCaller;
import org.yima.platform.FeedStreams;

/**
 * Refuses a stream before it begins: its status leaves with its first byte, so a payment that is
 * not the caller's to see, or an id that is none of ours, has to be found out before.
 */
class StreamGate {
  /** After the gate of access, which says who is calling. */
  private static final int AFTER_ACCESS = Priorities.USER + 1;

  private final Payments payments;
  private final CurrentCaller caller;

  StreamGate(Payments payments, CurrentCaller caller) {
    this.payments = payments;
    this.caller = caller;
  }

  @ServerRequestFilter(priority = AFTER_ACCESS)
  Uni<Response> admit(ContainerRequestContext request, ResourceInfo operation) {
    if (!PaymentEventsResource.class.equals(operation.getResourceClass())) {
      return Uni.createFrom().nullItem();
    }
    String id = request.getUriInfo().getPathParameters().getFirst("id");
    return payments
        .visible(caller.get(), id)
        .invoke(row -> FeedStreams.check(request.getHeaderString("Last-Event-ID")))
        .replaceWith((Response) null);
  }
}
