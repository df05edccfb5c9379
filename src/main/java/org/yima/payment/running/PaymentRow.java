package org.yima.payment.running;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanShares;
import org.yima.platform.Id;
import org.yima.platform.Page;

/**
 * A payment as stored.
 *
 * @param told the shares of which the hospital was told last
 * @param payerAccount absent where whoever showed a wallet's code pays
 * @param contexts by leg
 * @param leaseUntil until when one driver has it for itself
 */
public record PaymentRow(
    Id id,
    Id billId,
    int billVersion,
    Id planId,
    Optional<Id> refundId,
    Id institutionId,
    Optional<Id> payerAccount,
    Payment payment,
    PlanShares told,
    Map<Id, LegContext> contexts,
    Optional<OffsetDateTime> leaseUntil,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt) {
  public PaymentRow {
    contexts = Map.copyOf(contexts);
  }

  Page.Place place() {
    return Page.Place.of(createdAt, id);
  }

  PaymentRow telling(PlanShares shares) {
    return new PaymentRow(
        id,
        billId,
        billVersion,
        planId,
        refundId,
        institutionId,
        payerAccount,
        payment,
        shares,
        contexts,
        leaseUntil,
        createdAt,
        updatedAt);
  }

  PaymentRow with(Id leg, LegContext context) {
    Map<Id, LegContext> all = new java.util.HashMap<>(contexts);
    all.put(leg, context);
    return withContexts(all);
  }

  /** With what the gateways need to know of its legs. */
  public PaymentRow withContexts(Map<Id, LegContext> all) {
    return new PaymentRow(
        id,
        billId,
        billVersion,
        planId,
        refundId,
        institutionId,
        payerAccount,
        payment,
        told,
        all,
        leaseUntil,
        createdAt,
        updatedAt);
  }

  /** With the refund that runs now, or none. */
  public PaymentRow refunding(Optional<Id> refund) {
    return new PaymentRow(
        id,
        billId,
        billVersion,
        planId,
        refund,
        institutionId,
        payerAccount,
        payment,
        told,
        contexts,
        leaseUntil,
        createdAt,
        updatedAt);
  }
}
