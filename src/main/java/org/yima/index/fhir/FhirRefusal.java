package org.yima.index.fhir;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * A refusal in the standard's own words. The diagnostics are texts of ours and never repeat what
 * was asked.
 */
final class FhirRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient IssueType code;
  private final transient IssueSeverity severity;

  FhirRefusal(int status, IssueType code, String diagnostics) {
    this(status, code, IssueSeverity.ERROR, diagnostics);
  }

  FhirRefusal(int status, IssueType code, IssueSeverity severity, String diagnostics) {
    super(diagnostics, null, false, false);
    this.severity = severity;
    this.status = status;
    this.code = code;
  }

  /** A parameter or body that the standard does not allow so. */
  static FhirRefusal invalid(String diagnostics) {
    return new FhirRefusal(400, IssueType.INVALID, diagnostics);
  }

  int status() {
    return status;
  }

  IssueSeverity severity() {
    return severity;
  }

  IssueType code() {
    return code;
  }
}
