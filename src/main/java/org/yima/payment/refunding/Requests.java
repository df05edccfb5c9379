package org.yima.payment.refunding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentEvents;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.leg.Course;
import org.yima.payment.refund.RefundRequestStatus;
import org.yima.payment.refund.RefundRequests;
import org.yima.payment.refund.RefundStore;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.payment.running.Payments;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * A resident asks for a refund. That moves nothing: a refund begins with the hospital's release of
 * the line, and the wish only reaches the hospital.
 */
@ApplicationScoped
class Requests {
  private final Database database;
  private final Idempotent idempotent;
  private final Ids ids;
  private final Clock clock;
  private final Payments running;
  private final PaymentStore payments;
  private final BillStore bills;
  private final RefundStore refunds;
  private final RefundRequests store;

  Requests(
      Database database,
      Idempotent idempotent,
      Ids ids,
      Clock clock,
      Payments running,
      PaymentStore payments,
      BillStore bills,
      RefundStore refunds,
      RefundRequests store) {
    this.database = database;
    this.idempotent = idempotent;
    this.ids = ids;
    this.clock = clock;
    this.running = running;
    this.payments = payments;
    this.bills = bills;
    this.refunds = refunds;
    this.store = store;
  }

  /** The name of a hospital's feed of wishes. */
  static String feed(Id institution) {
    return "hospital/" + institution + "/refund-requests";
  }

  /** What is asked: the body and the payment of the path, compared on a replay. */
  record Asked(String paymentId, List<Integer> lines, String reason) {}

  /** What the command leaves behind. */
  record Made(Id requestId) {}

  Uni<RequestView> ask(Caller caller, String key, Asked asked) {
    return running
        .visible(caller, asked.paymentId())
        .chain(
            row ->
                idempotent.answering(
                    new Idempotent.Command(
                        caller,
                        "refund-requests.create",
                        key,
                        asked,
                        () -> ids.beside(IdType.REFUND_REQUEST, row.id())),
                    Made.class,
                    (id, tx) -> ask(tx, caller, id, row.id(), asked),
                    RequestView.class,
                    made -> view(made.requestId())));
  }

  private Uni<Made> ask(SqlTx tx, Caller caller, Id id, Id payment, Asked asked) {
    return payments
        .lock(tx, payment)
        .invoke(Requests::standing)
        .chain(
            row ->
                bills
                    .lock(tx, row.billId())
                    .call(bill -> refundable(tx, bill, row.id(), asked.lines()))
                    .chain(bill -> insert(tx, id, row, bill, asked)))
        .call(made -> tx.audit(AuditEntry.of(caller, "refund.requested", id)))
        .replaceWith(new Made(id));
  }

  private static void standing(PaymentRow row) {
    if (row.payment().course() != Course.STAND) {
      throw PaymentProblem.REFUND_STATE.problem();
    }
  }

  /** Each line is one of the bill, stands once, and something of it remains. */
  private Uni<Void> refundable(SqlTx tx, BillStore.Head bill, Id payment, List<Integer> wanted) {
    return bills
        .lines(tx, bill)
        .chain(
            lines -> refunds.refunded(tx, payment).invoke(gone -> refundable(lines, gone, wanted)))
        .replaceWithVoid();
  }

  private static void refundable(
      List<NewLine> lines, Map<Integer, Long> gone, List<Integer> wanted) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      int lineNo = wanted.get(i);
      String pointer = "/lines/" + i + "/lineNo";
      NewLine line =
          lines.stream()
              .filter(one -> one.lineNo() == lineNo)
              .findFirst()
              .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "unknown"));
      if (!seen.add(lineNo)) {
        throw PlatformProblem.INPUT_INVALID.problem().at(pointer, "duplicate");
      }
      if (line.amount().value() <= gone.getOrDefault(lineNo, 0L)) {
        throw PaymentProblem.REFUND_EXCEEDS.problem().at(pointer, "exceeds");
      }
    }
  }

  private Uni<Void> insert(SqlTx tx, Id id, PaymentRow row, BillStore.Head bill, Asked asked) {
    RefundRequests.Request request =
        new RefundRequests.Request(
            id,
            row.id(),
            bill.id(),
            bill.institutionId(),
            asked.lines(),
            asked.reason(),
            RefundRequestStatus.OPEN,
            Optional.empty(),
            OffsetDateTime.now(clock));
    JsonObject payload =
        new JsonObject()
            .put("id", id.toString())
            .put("billId", bill.id().toString())
            .put("paymentId", row.id().toString());
    return store
        .insert(tx, request)
        .invoke(
            inserted -> {
              if (!inserted) {
                throw PaymentProblem.REFUND_REQUESTED.problem();
              }
            })
        .chain(
            inserted ->
                tx.emit(
                    Event.of(
                        PaymentEvents.REFUND_REQUESTED, id, payload, feed(bill.institutionId()))));
  }

  private Uni<RequestView> view(Id id) {
    return store
        .find(id)
        .map(found -> RequestView.of(found.orElseThrow(PlatformProblem.NOT_FOUND::problem)));
  }

  /** The wishes about a payment that the caller may see. */
  Uni<List<RequestView>> ofPayment(Caller caller, String payment) {
    return running
        .visible(caller, payment)
        .chain(row -> store.ofPayment(row.id()))
        .map(found -> found.stream().map(RequestView::of).toList());
  }

  /** The hospital says no; said again it changes nothing. */
  Uni<RefundRequests.Request> decline(Caller caller, String text) {
    Id id = Id.parse(IdType.REFUND_REQUEST, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return own(caller, id)
        .chain(
            request ->
                database.tx(
                    tx ->
                        store
                            .declined(tx, id)
                            .chain(
                                now ->
                                    now
                                        ? tx.audit(
                                            AuditEntry.of(caller, "refund.request-declined", id))
                                        : Uni.createFrom().voidItem())))
        .chain(() -> own(caller, id))
        .invoke(
            request -> {
              if (request.status() != RefundRequestStatus.DECLINED) {
                throw PaymentProblem.REFUND_STATE.problem();
              }
            });
  }

  private Uni<RefundRequests.Request> own(Caller caller, Id id) {
    return store
        .find(id)
        .map(
            found ->
                found
                    .filter(request -> request.institutionId().equals(caller.ownInstitution()))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }
}
