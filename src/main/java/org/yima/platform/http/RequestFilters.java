package org.yima.platform.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Trace id and the access log, the same for every operation. */
class RequestFilters {
  private static final Logger ACCESS = Logger.getLogger("org.yima.access-log");
  private static final String STARTED = "yima.started";

  private final Trace trace;
  private final Clock clock;

  RequestFilters(Trace trace, Clock clock) {
    this.trace = trace;
    this.clock = clock;
  }

  @ServerRequestFilter(preMatching = true, priority = 0)
  void begin(RoutingContext routing) {
    String ignored = trace.idOf(routing);
    routing.put(STARTED, clock.millis());
  }

  /** The route's template is logged, never the address: an address may name a person's card. */
  @ServerResponseFilter
  void end(
      ContainerRequestContext request,
      ContainerResponseContext response,
      ResourceInfo resource,
      RoutingContext routing) {
    String traceId = trace.idOf(routing);
    response.getHeaders().putSingle("Yima-Trace-Id", traceId);
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    response.getHeaders().putSingle("Cache-Control", "no-store");
    Long started = routing.get(STARTED);
    ACCESS.infof(
        "trace=%s method=%s operation=%s status=%d ms=%d",
        traceId,
        request.getMethod(),
        operation(resource),
        response.getStatus(),
        started == null ? -1 : clock.millis() - started);
  }

  private static String operation(ResourceInfo resource) {
    return resource == null || resource.getResourceMethod() == null
        ? "-"
        : resource.getResourceClass().getSimpleName()
            + '.'
            + resource.getResourceMethod().getName();
  }
}
