package org.yima.payment.bill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.BillStatus;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewLine;
import org.yima.platform.Id;

/**
 * A bill. Amounts in fen.
 *
 * @param externalId the hospital's own id; absent for a bill that another part of Yima opened
 * @param insurance absent: nothing of it is insured
 * @param paymentId the payment that pays it or paid it
 */
@Schema(name = "Bill")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BillView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) BillStatus status,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) Id institutionId,
    @JsonProperty(required = true) Id residentId,
    String externalId,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) long total,
    @JsonProperty(required = true) long refunded,
    InsuranceTerms insurance,
    Id paymentId,
    OffsetDateTime payBefore,
    @JsonProperty(required = true) List<LineView> lines,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

  /** One line; the amount is authoritative, unit price is in yuan. */
  @Schema(name = "BillLine")
  public record LineView(
      @JsonProperty(required = true) int lineNo,
      @JsonProperty(required = true) String code,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String insuranceClass,
      @JsonProperty(required = true) BigDecimal quantity,
      @JsonProperty(required = true) BigDecimal unitPrice,
      @JsonProperty(required = true) long amount) {
    static LineView of(NewLine line) {
      return new LineView(
          line.lineNo(),
          line.code(),
          line.name(),
          line.insuranceClass(),
          line.quantity(),
          line.unitPrice(),
          line.amount().value());
    }
  }

  /** A bill with its lines. */
  public static BillView of(BillStore.Head bill, List<NewLine> lines) {
    return new BillView(
        bill.id(),
        bill.version(),
        bill.status(),
        bill.payable().kind(),
        bill.institutionId(),
        bill.residentId(),
        bill.externalId().orElse(null),
        bill.title(),
        bill.total().value(),
        bill.refunded().value(),
        bill.insurance().orElse(null),
        bill.paymentId().orElse(null),
        bill.payBefore().orElse(null),
        lines.stream().map(LineView::of).toList(),
        bill.createdAt());
  }
}
