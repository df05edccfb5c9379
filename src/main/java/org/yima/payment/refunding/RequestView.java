package org.yima.payment.refunding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.refund.RefundRequestStatus;
import org.yima.payment.refund.RefundRequests;
import org.yima.platform.Id;

/**
 * A resident's wish for a refund.
 *
 * @param reason in the resident's own words
 * @param refundId what the hospital began upon it; present once ANSWERED
 */
@Schema(name = "ResidentRefundRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id paymentId,
    @JsonProperty(required = true) Id billId,
    @JsonProperty(required = true) RefundRequestStatus status,
    @JsonProperty(required = true) List<Line> lines,
    @JsonProperty(required = true) String reason,
    Id refundId,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

  @Schema(name = "ResidentRefundRequestLine")
  record Line(@JsonProperty(required = true) int lineNo) {}

  static RequestView of(RefundRequests.Request request) {
    return new RequestView(
        request.id(),
        request.paymentId(),
        request.billId(),
        request.status(),
        request.lines().stream().map(Line::new).toList(),
        request.reason(),
        request.refundId().orElse(null),
        request.createdAt());
  }

  @Override
  public String toString() {
    return "RequestView[" + id + "]";
  }
}
