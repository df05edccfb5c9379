package org.yima.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * What is refused before any operation is reached is a problem like any other. The server reads an
 * address and a header up to bounds that lie beyond ours, so that it is we who refuse what passes
 * ours; what passes the outer bounds too, is no HTTP at all, or has an address that does not
 * decode, it refuses itself with a bare status before any route of ours is asked.
 */
@ApplicationScoped
class EdgeProblems {
  /** An address, and all headers together, in characters. */
  static final int ADDRESS = 4096;

  static final int HEADERS = 20 * 1024;

  /** Statuses that the HTTP layer answers with, without asking an operation. */
  private static final Map<Integer, PlatformProblem> STATUSES =
      Map.of(
          400, PlatformProblem.INPUT_INVALID,
          404, PlatformProblem.NOT_FOUND,
          405, PlatformProblem.METHOD_NOT_ALLOWED,
          406, PlatformProblem.NOT_ACCEPTABLE,
          413, PlatformProblem.INPUT_TOO_LARGE,
          414, PlatformProblem.ADDRESS_TOO_LONG,
          415, PlatformProblem.INPUT_MEDIA_TYPE,
          431, PlatformProblem.HEADERS_TOO_LARGE);

  private final ObjectMapper json;
  private final Trace trace;
  private final long largestBody;

  EdgeProblems(
      ObjectMapper json,
      Trace trace,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
    this.json = json;
    this.trace = trace;
    this.largestBody = largestBody.asLongValue();
  }

  void routes(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::bounds);
    STATUSES.forEach(
        (status, problem) ->
            router.errorHandler(status, request -> answer(request, problem.problem())));
  }

  private void bounds(RoutingContext request) {
    HttpServerRequest asked = request.request();
    if (asked.uri().length() > ADDRESS) {
      closing(request, PlatformProblem.ADDRESS_TOO_LONG.problem());
    } else if (size(asked) > HEADERS) {
      closing(request, PlatformProblem.HEADERS_TOO_LARGE.problem());
    } else if (length(asked) > largestBody) {
      closing(request, PlatformProblem.INPUT_TOO_LARGE.problem());
    } else {
      request.next();
    }
  }

  private static long size(HttpServerRequest asked) {
    long size = 0;
    for (Map.Entry<String, String> header : asked.headers()) {
      size += header.getKey().length() + header.getValue().length() + 4L;
    }
    return size;
  }

  /** The HTTP decoder has made sure that it is a number. */
  private static long length(HttpServerRequest asked) {
    String length = asked.getHeader("Content-Length");
    return length == null || length.isEmpty() ? 0 : Long.parseLong(length);
  }

  /** What was not read of the request is not waited for: the connection ends with the answer. */
  private void closing(RoutingContext request, Problem problem) {
    request.response().putHeader("Connection", "close");
    request.response().endHandler(ended -> request.request().connection().close());
    answer(request, problem);
  }

  private void answer(RoutingContext request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    boolean english = Languages.prefersEnglish(request.request().getHeader("Accept-Language"));
    String traceId = trace.idOf(request);
    boolean outcome = OutcomeBody.isWantedAt(request.request().path());
    response
        .setStatusCode(problem.type().status())
        .putHeader("Content-Type", outcome ? OutcomeBody.FHIR_JSON : ProblemMapper.PROBLEM_JSON)
        .putHeader("Content-Language", english ? "en" : "zh-CN")
        .putHeader("Yima-Trace-Id", traceId)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .end(
            text(
                outcome
                    ? OutcomeBody.of(problem, english, traceId)
                    : ProblemBody.of(problem, english, traceId)));
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem that is not JSON", e);
    }
  }
}
