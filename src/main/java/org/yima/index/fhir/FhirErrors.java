package org.yima.index.fhir;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers refusals as OperationOutcomes. */
class FhirErrors {
  private final Fhir fhir;

  FhirErrors(Fhir fhir) {
    this.fhir = fhir;
  }

  @ServerExceptionMapper
  Response refused(FhirRefusal refusal, UriInfo uri, HttpHeaders headers) {
    Format format = format(refusal, uri, headers);
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(refusal.severity())
        .setCode(refusal.code())
        .setDiagnostics(refusal.getMessage());
    return Response.status(refusal.status())
        .type(format.type())
        .entity(fhir.text(outcome, format))
        .build();
  }

  /** Who wants what nobody can make is told so in the usual way. */
  private static Format format(FhirRefusal refusal, UriInfo uri, HttpHeaders headers) {
    return refusal.status() == 406
        ? Format.USUAL
        : Format.of(uri.getQueryParameters().getFirst(FhirResource.FORMAT), headers);
  }
}
