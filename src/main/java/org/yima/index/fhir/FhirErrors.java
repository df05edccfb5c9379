package org.yima.index.fhir;

import jakarta.ws.rs.core.Response;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers refusals as OperationOutcomes. */
class FhirErrors {
  private final Fhir fhir;

  FhirErrors(Fhir fhir) {
    this.fhir = fhir;
  }

  @ServerExceptionMapper
  Response refused(FhirRefusal refusal) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(refusal.code())
        .setDiagnostics(refusal.getMessage());
    return Response.status(refusal.status()).type(Fhir.JSON).entity(fhir.text(outcome)).build();
  }
}
