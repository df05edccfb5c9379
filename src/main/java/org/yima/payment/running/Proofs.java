package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.gateway.insurer.ClaimDocument;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.LegState;
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

  /**
   * What became of a document.
   *
   * @param claims for how many claims it is kept
   * @param changed whether anything is otherwise than before
   */
  public record Kept(int claims, boolean changed) {}

  /** A payment, and its row with what the gateways are to be told of its legs. */
  record Told(PaymentRow row, Payment payment) {}

  /**
   * Keeps a document for the claims of a payment that no insurer has accepted yet. One that is
   * refused is made anew, by the driver and once the payment stands: what was refused wrongly needs
   * no other document than before.
   */
  public Uni<Kept> add(SqlTx tx, Id payment, ClaimDocument document) {
    return store.lock(tx, payment).chain(row -> add(tx, row, document));
  }

  private Uni<Kept> add(SqlTx tx, PaymentRow row, ClaimDocument document) {
    List<Leg> open = toBeClaimed(row.payment());
    PaymentRow proving = row;
    for (Leg leg : open) {
      LegContext proven = context(row, leg).proving(document);
      boolean refused = leg.state() == LegState.CLAIM_REFUSED;
      proving = proving.with(leg.id(), refused ? proven.insisting() : proven);
    }
    Kept kept = new Kept(open.size(), !proving.contexts().equals(row.contexts()));
    return kept.changed()
        ? driver.save(tx, row, proving, row.payment()).replaceWith(kept)
        : Uni.createFrom().item(kept);
  }

  private static List<Leg> toBeClaimed(Payment payment) {
    boolean over = payment.course() == Course.UNDO || payment.course() == Course.CLOSED;
    return over ? List.of() : payment.legs().stream().filter(Proofs::isToBeClaimed).toList();
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

  /** Once the payment stands, what an insurer refused is claimed anew where that is to be. */
  static Told anew(PaymentRow row, Payment payment) {
    Told told = new Told(row, payment);
    for (Leg leg : payment.legs()) {
      LegContext context = context(row, leg);
      Payment again = told.payment().claimingAnew(leg.id());
      if (!again.equals(told.payment()) && context.isToBeClaimedAnew()) {
        told = new Told(told.row().with(leg.id(), context.claimingAnew()), again);
      }
    }
    return told;
  }
}
