package org.yima.payment.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who would pay what of a line, in fen.
 *
 * @param allocatedBy whose division it is: insurers know their shares per bill only, so it is ours
 */
@Schema(name = "PlanLine")
public record PlanLine(
    @JsonProperty(required = true) int lineNo,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) long amount,
    @JsonProperty(required = true) long fundShare,
    @JsonProperty(required = true) long accountShare,
    @JsonProperty(required = true) long mutualAidShare,
    @JsonProperty(required = true) long hospitalShare,
    @JsonProperty(required = true) long commercialShare,
    @JsonProperty(required = true) long selfPay,
    @JsonProperty(required = true) String allocatedBy) {
  /** The mark of our own allocation. */
  public static final String ALLOCATION = "YIMA";
}
