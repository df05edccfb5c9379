package org.yima.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.yima.platform.Database;
import org.yima.platform.GatewayBusyException;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * Maps every failure to problem+json, once; below {@code /fhir} to an OperationOutcome. What an
 * exception says is never passed on: texts come from the catalogue, and our own faults are logged
 * by their kind and place, without their message, which may carry a row's values.
 */
class ProblemMapper {
  private static final Logger LOG = Logger.getLogger("org.yima.fault");
  static final String PROBLEM_JSON = "application/problem+json";

  private final Trace trace;

  ProblemMapper(Trace trace) {
    this.trace = trace;
  }

  @ServerExceptionMapper
  Response problem(Problem problem, HttpHeaders headers, RoutingContext request) {
    return respond(problem, headers, request);
  }

  @ServerExceptionMapper
  Response json(JsonProcessingException failure, HttpHeaders headers, RoutingContext request) {
    return respond(inputProblem(failure), headers, request);
  }

  /** Named for itself, because the framework has a mapper of its own for just this type. */
  @ServerExceptionMapper
  Response mismatched(
      MismatchedInputException failure, HttpHeaders headers, RoutingContext request) {
    return respond(inputProblem(failure), headers, request);
  }

  /** What was not read of the body is not waited for: the connection ends with the answer. */
  @ServerExceptionMapper
  Response tooLarge(BoundedBody.TooLarge failure, HttpHeaders headers, RoutingContext request) {
    Response refusal = respond(PlatformProblem.INPUT_TOO_LARGE.problem(), headers, request);
    return Response.fromResponse(refusal).header("Connection", "close").build();
  }

  @ServerExceptionMapper
  Response invalid(
      ConstraintViolationException failure, HttpHeaders headers, RoutingContext request) {
    List<Problem.FieldError> errors =
        failure.getConstraintViolations().stream()
            .map(v -> new Problem.FieldError(Pointers.of(v), code(v)))
            .sorted(
                java.util.Comparator.comparing(Problem.FieldError::pointer)
                    .thenComparing(Problem.FieldError::code))
            .toList();
    return respond(PlatformProblem.INPUT_INVALID.problem().with(errors), headers, request);
  }

  @ServerExceptionMapper
  Response standard(WebApplicationException failure, HttpHeaders headers, RoutingContext request) {
    if (failure.getCause() instanceof JsonProcessingException json) {
      return respond(inputProblem(json), headers, request);
    }
    int status = failure.getResponse().getStatus();
    Problem problem =
        switch (status) {
          case 404 -> PlatformProblem.NOT_FOUND.problem();
          case 405 -> PlatformProblem.METHOD_NOT_ALLOWED.problem();
          case 406 -> PlatformProblem.NOT_ACCEPTABLE.problem();
          case 413 -> PlatformProblem.INPUT_TOO_LARGE.problem();
          case 415 -> PlatformProblem.INPUT_MEDIA_TYPE.problem();
          case 503 -> PlatformProblem.UNAVAILABLE.problem().retryAfter(1);
          default ->
              status < 500
                  ? PlatformProblem.INPUT_INVALID.problem()
                  : PlatformProblem.INTERNAL.problem();
        };
    return respond(problem, headers, request);
  }

  @ServerExceptionMapper
  Response fault(Throwable failure, HttpHeaders headers, RoutingContext request) {
    LOG.errorf(
        "trace=%s failed=%s sqlstate=%s at=%s",
        trace.idOf(request),
        kinds(failure),
        Database.sqlState(failure).orElse("-"),
        place(failure));
    return respond(
        Database.isAway(failure) || failure instanceof GatewayBusyException
            ? PlatformProblem.UNAVAILABLE.problem().retryAfter(1)
            : PlatformProblem.INTERNAL.problem(),
        headers,
        request);
  }

  private Response respond(Problem problem, HttpHeaders headers, RoutingContext request) {
    boolean english = Languages.prefersEnglish(headers.getAcceptableLanguages());
    boolean outcome = OutcomeBody.isWantedAt(request.request().path());
    String traceId = trace.idOf(request);
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(outcome ? OutcomeBody.FHIR_JSON : PROBLEM_JSON)
            .header(HttpHeaders.CONTENT_LANGUAGE, english ? "en" : "zh-CN")
            .entity(
                outcome
                    ? OutcomeBody.of(problem, english, traceId)
                    : ProblemBody.of(problem, english, traceId));
    if (problem.type().status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
    if (problem.retryAfterSeconds().isEmpty()
        && (problem.type().status() == 429 || problem.type().status() == 503)) {
      response.header(HttpHeaders.RETRY_AFTER, 5);
    }
    return response.build();
  }

  private static Problem inputProblem(JsonProcessingException failure) {
    Problem problem = PlatformProblem.INPUT_INVALID.problem();
    if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String code = failure instanceof UnrecognizedPropertyException ? "unknown" : "invalid";
      return problem.at(Pointers.of(mapping.getPath()), code);
    }
    return problem.at("", "json");
  }

  private static String code(jakarta.validation.ConstraintViolation<?> violation) {
    String name =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return switch (name) {
      case "NotNull", "NotBlank", "NotEmpty" -> "required";
      case "Size" -> "size";
      case "Min", "Max", "DecimalMin", "DecimalMax", "Positive", "PositiveOrZero" -> "range";
      default -> "invalid";
    };
  }

  private static String kinds(Throwable failure) {
    StringBuilder kinds = new StringBuilder();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 5; t = t.getCause(), depth++) {
      kinds.append(depth == 0 ? "" : "<").append(t.getClass().getSimpleName());
    }
    return kinds.toString();
  }

  private static String place(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      for (StackTraceElement element : t.getStackTrace()) {
        if (element.getClassName().startsWith("org.yima.")) {
          return element.getClassName() + ':' + element.getLineNumber();
        }
      }
    }
    return "-";
  }
}
