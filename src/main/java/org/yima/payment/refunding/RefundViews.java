package org.yima.payment.refunding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.refund.RefundStore;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** Puts together what a refund looks like. */
@ApplicationScoped
class RefundViews {
  private final RefundStore refunds;
  private final PlanStore plans;
  private final PaymentStore payments;

  RefundViews(RefundStore refunds, PlanStore plans, PaymentStore payments) {
    this.refunds = refunds;
    this.plans = plans;
    this.payments = payments;
  }

  Uni<RefundView> of(Id refund) {
    return refunds
        .find(refund)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(this::of);
  }

  Uni<RefundView> of(RefundStore.Refund refund) {
    return refunds
        .lines(refund.id())
        .chain(
            lines ->
                plan(refund)
                    .chain(
                        plan ->
                            payment(refund)
                                .map(payment -> RefundView.of(refund, lines, plan, payment))));
  }

  private Uni<PlanDocument> plan(RefundStore.Refund refund) {
    return refund.planId().isEmpty()
        ? Uni.createFrom().nullItem()
        : plans
            .find(refund.planId().get())
            .map(found -> found.map(PlanStore.Plan::shown).orElse(null));
  }

  private Uni<PaymentRow> payment(RefundStore.Refund refund) {
    return payments.find(refund.paymentId()).map(found -> found.orElse(null));
  }
}
