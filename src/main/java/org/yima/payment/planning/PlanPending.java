package org.yima.payment.planning;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.yima.card.InsuranceAuthorisations;
import org.yima.card.NotYetAuthorised;

/** The resident has still to authorise the insured part in the wallet. */
@Schema(name = "PlanPending")
public record PlanPending(@JsonProperty(required = true) NextAction nextAction) {
  static final PlanPending AUTHORISE = of(Map.of("channel", InsuranceAuthorisations.WECHAT));

  /** {@code url} of Alipay: where the resident says yes, to ask for the plan again after that. */
  @Schema(name = "PlanNextAction")
  public record NextAction(
      @JsonProperty(required = true) String type,
      @JsonProperty(required = true) Map<String, String> params) {}

  private static PlanPending of(Map<String, String> params) {
    return new PlanPending(new NextAction("INSURANCE_AUTHORISATION", params));
  }

  /** 202 for a {@link NotYetAuthorised}. */
  public static RestResponse<Object> at(Throwable waiting) {
    return RestResponse.status(
        RestResponse.Status.ACCEPTED,
        of(
            Map.of(
                "channel",
                InsuranceAuthorisations.ALIPAY,
                "url",
                ((NotYetAuthorised) waiting).url())));
  }
}
