package org.yima.payment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.payment.bill.BillStore;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.refund.WholeRefunds;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * What other rooms may do with bills. A room draws the bill's id first and keeps it with what is to
 * be paid; all calls here can be repeated.
 */
@ApplicationScoped
public class Bills {
  private final Database database;
  private final Ids ids;
  private final BillStore store;
  private final PlanStore plans;
  private final WholeRefunds refunds;

  Bills(Database database, Ids ids, BillStore store, PlanStore plans, WholeRefunds refunds) {
    this.database = database;
    this.ids = ids;
    this.store = store;
    this.plans = plans;
    this.refunds = refunds;
  }

  /**
   * The id that a bill will get: bills of one visit share a family, so that one confirmation can
   * pay them together.
   *
   * @param visitId the hospital's number of the visit; empty text for a bill that stands alone
   */
  public Id draw(Id institutionId, String visitId) {
    return visitId.isEmpty()
        ? ids.founding(IdType.BILL)
        : ids.within(IdType.BILL, Bucket.ofKey(institutionId + "/" + visitId));
  }

  /** Opens a bill; a payable that has one already keeps it, and its id is answered. */
  public Uni<Id> open(NewBill bill) {
    return database.tx(tx -> open(tx, bill));
  }

  /** As {@link #open(NewBill)}, within the caller's transaction. */
  public Uni<Id> open(SqlTx tx, NewBill bill) {
    return store.insert(tx, bill);
  }

  /**
   * Withdraws an open bill. One that is withdrawn already stays so.
   *
   * <p>Fails with payment.in-progress while it is being paid and bill.not-open once it is paid.
   *
   * @param why a code for its history, such as {@code hold-expired}
   */
  public Uni<Void> close(Id billId, String why) {
    return database.tx(tx -> store.lock(tx, billId).chain(bill -> close(tx, bill, why)));
  }

  private Uni<Void> close(SqlTx tx, BillStore.Head bill, String why) {
    return switch (bill.status()) {
      case CANCELLED, TAKEN_BACK -> Uni.createFrom().voidItem();
      case OPEN -> cancelled(tx, bill, why);
      case PAYING -> Uni.createFrom().failure(PaymentProblem.PAYMENT_IN_PROGRESS.problem());
      case PAID, PARTLY_REFUNDED, REFUNDED ->
          Uni.createFrom().failure(PaymentProblem.BILL_NOT_OPEN.problem());
    };
  }

  private Uni<Void> cancelled(SqlTx tx, BillStore.Head bill, String why) {
    return store
        .move(tx, bill, BillStatus.CANCELLED, why)
        .chain(moved -> plans.closeAll(tx, bill.id()));
  }

  /**
   * Gives back everything that was paid; an open bill is withdrawn instead. It is begun when this
   * completes, and {@code bill.refunded} tells when it is done.
   *
   * <p>Fails with payment.in-progress while the bill is being paid or refunded.
   *
   * @param why a code for its history, such as {@code not-confirmed}
   */
  public Uni<Void> refundWhole(Id billId, String why) {
    return database.tx(tx -> refunds.lock(tx, billId).chain(bill -> refundWhole(tx, bill, why)));
  }

  private Uni<Void> refundWhole(SqlTx tx, BillStore.Head bill, String why) {
    return switch (bill.status()) {
      case CANCELLED, TAKEN_BACK, REFUNDED -> Uni.createFrom().voidItem();
      case OPEN -> cancelled(tx, bill, why);
      case PAYING -> Uni.createFrom().failure(PaymentProblem.PAYMENT_IN_PROGRESS.problem());
      case PAID, PARTLY_REFUNDED -> refunds.begin(tx, bill, why).replaceWithVoid();
    };
  }

  /** What stands paid of a bill now: nothing before it is paid and once all of it has gone back. */
  public Uni<Fen> standing(Id billId) {
    return store
        .find(billId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .map(
            bill ->
                switch (bill.status()) {
                  case PAID, PARTLY_REFUNDED -> bill.total().minus(bill.refunded());
                  case OPEN, PAYING, REFUNDED, CANCELLED, TAKEN_BACK -> Fen.ZERO;
                });
  }

  /** The state of a bill; fails with not-found. */
  public Uni<BillStatus> status(Id billId) {
    return store
        .find(billId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem).status());
  }
}
