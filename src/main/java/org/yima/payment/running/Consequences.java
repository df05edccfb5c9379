package org.yima.payment.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.yima.payment.BillStatus;
import org.yima.payment.PaymentEvents;
import org.yima.payment.bill.BillStore;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanShares;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.refund.RefundStatus;
import org.yima.payment.refund.RefundStore;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * What the turn of a payment means for its bill and its refund, and who is told. Runs in the
 * transaction that stores the turn; the bill's row is locked after the payment's, always.
 */
@ApplicationScoped
class Consequences {
  private final BillStore bills;
  private final RefundStore refunds;
  private final PlanStore plans;
  private final Ids ids;
  private final ObjectMapper json;
  private final Clock clock;

  Consequences(
      BillStore bills,
      RefundStore refunds,
      PlanStore plans,
      Ids ids,
      ObjectMapper json,
      Clock clock) {
    this.bills = bills;
    this.refunds = refunds;
    this.plans = plans;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  /** The name of a hospital's feed of settlements. */
  static String feed(Id institution) {
    return "hospital/" + institution + "/settlements";
  }

  /** Answers the row as it is to be stored: whom it has told what, and whether a refund runs. */
  Uni<PaymentRow> of(SqlTx tx, PaymentRow row, Payment after) {
    Payment before = row.payment();
    if (!before.paid() && after.paid()) {
      return bills.lock(tx, row.billId()).chain(bill -> paid(tx, row, bill, after));
    }
    boolean rests = after.course() == Course.STAND || after.course() == Course.CLOSED;
    if (!rests || before.course() == after.course()) {
      return Uni.createFrom().item(row);
    }
    return bills.lock(tx, row.billId()).chain(bill -> ended(tx, row, bill, after));
  }

  private Uni<PaymentRow> paid(SqlTx tx, PaymentRow row, BillStore.Head bill, Payment after) {
    PlanShares shares = Standing.of(after);
    return bills
        .move(tx, bill, BillStatus.PAID, "paid")
        .chain(moved -> plans.closeAll(tx, bill.id()))
        .chain(moved -> tell(tx, row, bill, after, "PAID", shares, true))
        .replaceWith(row.telling(shares));
  }

  private Uni<PaymentRow> ended(SqlTx tx, PaymentRow row, BillStore.Head bill, Payment after) {
    if (!after.paid()) {
      return mine(row, bill)
          ? bills.freed(tx, bill, after.why()).replaceWith(row)
          : Uni.createFrom().item(row);
    }
    if (row.refundId().isEmpty()) {
      return Uni.createFrom().item(row);
    }
    return refunds
        .lock(tx, row.refundId().get())
        .chain(refund -> refundEnded(tx, row, bill, refund, after));
  }

  private static boolean mine(PaymentRow row, BillStore.Head bill) {
    return bill.status() == BillStatus.PAYING && bill.paymentId().equals(Optional.of(row.id()));
  }

  private Uni<PaymentRow> refundEnded(
      SqlTx tx, PaymentRow row, BillStore.Head bill, RefundStore.Refund refund, Payment after) {
    long left = bill.total().minus(bill.refunded()).minus(refund.amount()).value();
    boolean done = after.course() == Course.CLOSED || after.due().total() == left;
    if (!done) {
      return refunds
          .move(tx, refund.id(), RefundStatus.FAILED, Optional.empty(), Optional.of(after.why()))
          .replaceWith(row.refunding(Optional.empty()));
    }
    PlanShares now = Standing.of(after);
    PlanShares back = row.told().backTo(now);
    return refunds
        .move(tx, refund.id(), RefundStatus.DONE, Optional.empty(), Optional.empty())
        .chain(moved -> refundedBill(tx, bill, refund, after))
        .chain(moved -> tell(tx, row, bill, after, "REFUNDED", back, now.total() == 0))
        .replaceWith(row.telling(now).refunding(Optional.empty()));
  }

  /** A refund in parts that could not be settled anew gives all back; what is left is due again. */
  private Uni<Void> refundedBill(
      SqlTx tx, BillStore.Head bill, RefundStore.Refund refund, Payment after) {
    if (after.course() == Course.STAND) {
      return bills.refunded(tx, bill, refund.amount(), BillStatus.PARTLY_REFUNDED);
    }
    return refund.whole()
        ? bills.refunded(tx, bill, refund.amount(), BillStatus.REFUNDED)
        : refunds
            .refunded(tx, refund.paymentId())
            .chain(gone -> bills.reopen(tx, bill, gone, after.why()));
  }

  private Uni<Void> tell(
      SqlTx tx,
      PaymentRow row,
      BillStore.Head bill,
      Payment after,
      String type,
      PlanShares shares,
      boolean whole) {
    JsonObject payload =
        new JsonObject()
            .put("id", ids.beside(IdType.SETTLEMENT, row.id()).toString())
            .put("billId", bill.id().toString())
            .put("externalId", bill.externalId().orElse(null))
            .put("payableKind", bill.payable().kind())
            .put("payableId", bill.payable().id().toString())
            .put("institutionId", bill.institutionId().toString())
            .put("paymentId", row.id().toString())
            .put("type", type)
            .put("whole", whole)
            .put("shares", document(shares))
            .put("legs", legs(after))
            .put("at", OffsetDateTime.now(clock).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    String event = type.equals("PAID") ? PaymentEvents.BILL_PAID : PaymentEvents.BILL_REFUNDED;
    return tx.emit(Event.of(event, bill.id(), payload, feed(bill.institutionId())));
  }

  private static JsonArray legs(Payment payment) {
    JsonArray legs = new JsonArray();
    for (Leg leg : payment.legs()) {
      if (leg.moved() > 0) {
        legs.add(
            new JsonObject()
                .put("id", leg.id().toString())
                .put("kind", leg.kind().name())
                .put("amount", leg.standing())
                .put("channelNumber", leg.number()));
      }
    }
    return legs;
  }

  private JsonObject document(Object value) {
    try {
      return new JsonObject(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of " + value.getClass(), e);
    }
  }
}
