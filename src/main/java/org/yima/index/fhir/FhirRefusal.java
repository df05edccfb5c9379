package org.yima.index.fhir;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * A refusal in the standard's own words. The diagnostics are texts of ours and never repeat what
 * was asked.
 */
final class FhirRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient IssueType code;

  FhirRefusal(int status, IssueType code, String diagnostics) {
    super(diagnostics, null, false, false);
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

  IssueType code() {
    return code;
  }
}
