package org.yima.platform.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.yima.platform.PlatformProblem;

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

  /** What is logged while the request is served, by whom ever, has its trace id beside it. */
  @ServerRequestFilter(preMatching = true, priority = 0)
  void begin(ContainerRequestContext request, RoutingContext routing) {
    MDC.put("traceId", trace.idOf(routing));
    routing.put(STARTED, clock.millis());
    mustBeMediaTypes(request);
  }

  /** The framework takes a malformed media type for a fault of ours. */
  private static void mustBeMediaTypes(ContainerRequestContext request) {
    String body = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (body != null && !isMediaType(body)) {
      throw PlatformProblem.INPUT_MEDIA_TYPE.problem();
    }
    List<String> wanted = request.getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of());
    boolean readable =
        wanted.stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .allMatch(RequestFilters::isMediaType);
    if (!readable) {
      throw PlatformProblem.NOT_ACCEPTABLE.problem();
    }
  }

  private static boolean isMediaType(String text) {
    try {
      return MediaType.valueOf(text.strip()).getSubtype() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
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
