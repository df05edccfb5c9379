package org.yima.access.limit;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.yima.access.CurrentCaller;
import org.yima.access.Limited;

/** Holds each operation's {@link Limited}. */
class LimitFilters {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final Limits limits;
  private final CurrentCaller caller;

  LimitFilters(Limits limits, CurrentCaller caller) {
    this.limits = limits;
    this.caller = caller;
  }

  /** Before the gate: a flood must not reach what proves tokens. */
  @ServerRequestFilter(priority = 100)
  void network(ResourceInfo operation, RoutingContext routing) {
    Limited limited = operation.getResourceMethod().getAnnotation(Limited.class);
    if (limited != null) {
      limits.fromNetwork(
          limited.value(),
          routing.request().remoteAddress().hostAddress(),
          routing.request().headers().getAll(FORWARDED_FOR));
    }
  }

  /** After the gate, which says who calls. */
  @ServerRequestFilter(priority = 6000)
  void caller(ResourceInfo operation) {
    Limited limited = operation.getResourceMethod().getAnnotation(Limited.class);
    if (limited != null) {
      limits.ofCaller(limited.value(), caller.get());
    }
  }
}
