package org.yima.payment.refund;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.bill.History;
import org.yima.payment.bill.StatusFeed;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** Begins the refund of everything that stands of a bill, each share by its own way. */
@ApplicationScoped
public class WholeRefunds {
  private final Ids ids;
  private final Clock clock;
  private final History history;
  private final StatusFeed statuses;
  private final BillStore bills;
  private final RefundStore refunds;
  private final RefundRequests requests;

  WholeRefunds(
      Ids ids,
      Clock clock,
      History history,
      StatusFeed statuses,
      BillStore bills,
      RefundStore refunds,
      RefundRequests requests) {
    this.ids = ids;
    this.clock = clock;
    this.history = history;
    this.statuses = statuses;
    this.bills = bills;
    this.refunds = refunds;
    this.requests = requests;
  }

  /** Locks a bill, and its payment before it: the order in which everybody locks the two. */
  public Uni<BillStore.Head> lock(SqlTx tx, Id billId) {
    return tx.query(
            """
            select id from payment where bucket = $1
              and id = (select payment_id from bill where bucket = $1 and id = $2) for update
            """,
            billId.bucket(),
            billId.uuid())
        .chain(locked -> bills.lock(tx, billId));
  }

  /**
   * Records the refund and turns the payment round; carrying it out follows.
   *
   * <p>A refund that only waits for its resident gives way. Fails with payment.in-progress while
   * another refund of the bill is under way.
   *
   * @param bill paid, and locked by this transaction
   */
  public Uni<Id> begin(SqlTx tx, BillStore.Head bill, String why) {
    Id refund = ids.beside(IdType.REFUND, bill.id());
    Id payment =
        bill.paymentId().orElseThrow(() -> new IllegalStateException("paid without a payment"));
    return turnRound(tx, payment, refund, why)
        .chain(turned -> refunds.endWaiting(tx, payment, "superseded"))
        .chain(turned -> insert(tx, bill, payment, refund, why))
        .chain(inserted -> history.add(tx, refund, "PROCESSING", why))
        .replaceWith(refund);
  }

  private Uni<Void> turnRound(SqlTx tx, Id payment, Id refund, String why) {
    return tx.write(
            """
            update payment set course = 'RETURN', status = 'REFUNDING', refund_id = $3, why = $4,
              due_at = $5, updated_at = $5, version = version + 1
            where bucket = $1 and id = $2 and course = 'STAND'
            """,
            payment.bucket(),
            payment.uuid(),
            refund.uuid(),
            why,
            OffsetDateTime.now(clock))
        .invoke(
            turned -> {
              if (turned == 0) {
                throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
              }
            })
        .chain(turned -> statuses.reached(tx, payment, "REFUNDING", why))
        .chain(() -> requests.answered(tx, payment, refund));
  }

  private Uni<Integer> insert(SqlTx tx, BillStore.Head bill, Id payment, Id refund, String why) {
    return tx.write(
        """
        insert into refund (bucket, id, bill_id, payment_id, status, whole, amount, reason,
          created_at, updated_at)
        values ($1, $2, $3, $4, 'PROCESSING', true, $5, $6, $7, $7)
        """,
        refund.bucket(),
        refund.uuid(),
        bill.id().uuid(),
        payment.uuid(),
        bill.total().minus(bill.refunded()).value(),
        why,
        OffsetDateTime.now(clock));
  }
}
