package org.yima.platform.http;

import java.util.List;
import org.yima.platform.Problem;
import org.yima.platform.ProblemType;

/**
 * A problem as FHIR's doors answer it: an R4 OperationOutcome. It stands here because most refusals
 * come before any of their operations is reached.
 *
 * @param issue one
 */
record OutcomeBody(String resourceType, List<Issue> issue) {
  static final String FHIR_JSON = "application/fhir+json";

  /** What is below this address answers so. */
  private static final String FHIR = "/fhir";

  private static final String SYSTEM = "urn:yima:problem";

  /**
   * What is wrong.
   *
   * @param code of http://hl7.org/fhir/issue-type
   */
  record Issue(String severity, String code, Details details, String diagnostics) {}

  /** What is wrong, by our own catalogue. */
  record Details(List<Coding> coding, String text) {}

  record Coding(String system, String code) {}

  /** Whether an address is one of FHIR's. */
  static boolean isWantedAt(String path) {
    return path != null && (path.equals(FHIR) || path.startsWith(FHIR + "/"));
  }

  static OutcomeBody of(Problem problem, boolean english, String traceId) {
    ProblemType type = problem.type();
    return new OutcomeBody(
        "OperationOutcome",
        List.of(
            new Issue(
                "error",
                code(type.status()),
                new Details(
                    List.of(new Coding(SYSTEM, type.code())), english ? type.en() : type.zh()),
                "traceId " + traceId)));
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "login";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405, 406, 415 -> "not-supported";
      case 409, 412 -> "conflict";
      case 413, 414, 431 -> "too-long";
      case 422 -> "business-rule";
      case 429 -> "throttled";
      case 503 -> "transient";
      default -> status < 500 ? "invalid" : "exception";
    };
  }
}
