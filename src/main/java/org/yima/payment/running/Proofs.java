package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * What proves a claim to an insurer. It comes from the hospital, after the payment: a claim that
 * was made before, and refused, is made anew with it.
 */
@ApplicationScoped
public class Proofs {
  private final PaymentStore store;
  private final Driver driver;

  Proofs(PaymentStore store, Driver driver) {
    this.store = store;
    this.driver = driver;
  }

  /** A payment, and its row with what the gateways are to be told of its legs. */
  record Told(PaymentRow row, Payment payment) {}

  /**
   * Keeps a document for the claims of a payment that no insurer has accepted yet; answers how many
   * those are.
   */
  public Uni<Integer> add(SqlTx tx, Id payment, ClaimDocument document) {
    return store.lock(tx, payment).chain(row -> add(tx, row, document));
  }

  private Uni<Integer> add(SqlTx tx, PaymentRow row, ClaimDocument document) {
    List<Leg> open = row.payment().legs().stream().filter(Proofs::isToBeClaimed).toList();
    PaymentRow proving = row;
    for (Leg leg : open) {
      proving = proving.with(leg.id(), context(row, leg).proving(document));
    }
    Told told = anew(proving, row.payment());
    return driver.save(tx, row, told.row(), told.payment()).replaceWith(open.size());
  }

  private static boolean isToBeClaimed(Leg leg) {
    return switch (leg.state()) {
      case PLANNED, REQUESTED, UNKNOWN, SUCCEEDED, CLAIMING, CLAIM_REFUSED ->
          leg.kind() == LegKind.COMMERCIAL;
      case AWAITING_PAYER,
          CLAIMED,
          DECLINED,
          CLOSING,
          CLOSED,
          RETURNING,
          RETURN_BLOCKED,
          RETURNED ->
          false;
    };
  }

  private static LegContext context(PaymentRow row, Leg leg) {
    return row.contexts().getOrDefault(leg.id(), LegContext.NOTHING);
  }

  /** What an insurer refused, not knowing all that proves it by now, is claimed anew. */
  static Told anew(PaymentRow row, Payment payment) {
    Told told = new Told(row, payment);
    for (Leg leg : payment.legs()) {
      Payment again = payment.claimingAnew(leg.id());
      if (!again.equals(payment) && context(row, leg).provesMore()) {
        told =
            new Told(
                told.row().with(leg.id(), context(row, leg).claimingAnew()),
                told.payment().claimingAnew(leg.id()));
      }
    }
    return told;
  }
}
