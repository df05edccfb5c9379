package org.yima.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Problem;
import org.yima.platform.ProblemType;

/** RFC 9457 with our members. */
@Schema(name = "Problem", description = "RFC 9457 problem details")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    @JsonProperty(required = true) String type,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) int status,
    @JsonProperty(required = true) String detail,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) boolean retryable,
    List<FieldProblem> errors,
    @JsonProperty(required = true) String traceId) {

  /** One bad field: a JSON pointer (RFC 6901), or {@code ?name} for a query parameter. */
  @Schema(name = "FieldProblem")
  public record FieldProblem(
      @JsonProperty(required = true) String pointer, @JsonProperty(required = true) String code) {}

  static ProblemBody of(Problem problem, boolean english, String traceId) {
    ProblemType type = problem.type();
    return new ProblemBody(
        "urn:yima:problem:" + type.code(),
        type.code(),
        type.status(),
        english ? type.en() : type.zh(),
        type.code(),
        type.retryable(),
        problem.errors().stream().map(e -> new FieldProblem(e.pointer(), e.code())).toList(),
        traceId);
  }
}
