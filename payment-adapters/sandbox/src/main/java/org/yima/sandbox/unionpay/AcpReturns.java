package org.yima.sandbox.unionpay;

import java.time.Duration;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.payers.WalletPayer;

/**
 * Money on its way back: cancellations (31, the whole, on the same settlement day) and refunds
 * (04). Both are accepted first, when the merchant is debited, and carried out right after.
 */
final class AcpReturns {
  private static final String FINISH = "unionpay-return";
  private static final String TRANSIT = "transit:return";
  private static final Duration REFUNDABLE = Duration.ofDays(330);
  private final AcpNotices notices;
  private final Jobs jobs;
  private final Books books;

  AcpReturns(AcpNotices notices, Jobs jobs, Books books) {
    this.notices = notices;
    this.jobs = jobs;
    this.books = books;
    jobs.handle(FINISH, this::finish);
  }

  AcpOrder accept(AcpRequest request, AcpOrder.Kind kind, Transaction tx) {
    String orderId = request.orderId();
    String txnTime = request.required("txnTime", "\\d{14}");
    if (tx.find(AcpOrder.class, AcpOrder.key(request.merId(), orderId, txnTime)).isPresent()) {
      throw Acp.refuse(AcpCode.DUPLICATE, "重复交易");
    }
    String fresh = request.txnTime(tx.now());
    long amount = request.amount();
    AcpOrder original = original(tx, request);
    check(tx, original, kind, amount);
    AcpOrder back =
        new AcpOrder(
            request.merId(),
            orderId,
            fresh,
            kind,
            request.message().get("txnType"),
            request.message().get("txnSubType"),
            request.message().get("bizType"),
            "",
            original.description(),
            amount,
            request.url("backUrl"),
            request.reserved(),
            null,
            tx.now(),
            request.message().get("signMethod"),
            request.digest(),
            AcpOrder.State.WAITING,
            null,
            AcpPayments.queryId(tx),
            AcpPayments.trace(tx),
            null,
            original.payer(),
            0,
            original.key());
    tx.put(back.key(), back.merId(), back);
    tx.put(original.key(), original.merId(), original.returning(amount));
    tx.ledger()
        .move(
            Acp.CHANNEL,
            new Ledger.Reason(kind.name() + "_ACCEPTED", back.queryId()),
            AcpPayments.merchantAccount(back.merId()),
            TRANSIT,
            amount);
    jobs.schedule(tx, FINISH, tx.now(), back.key());
    return back;
  }

  private static AcpOrder original(Transaction tx, AcpRequest request) {
    String queryId = request.required("origQryId", "\\d{21}");
    return tx.owned(AcpOrder.class, request.merId()).stream()
        .filter(order -> queryId.equals(order.queryId()) && order.kind().isPayment())
        .filter(order -> order.state() == AcpOrder.State.DONE)
        .findFirst()
        .orElseThrow(() -> Acp.refuse(AcpCode.ORIGINAL_STATE, "原交易不存在或状态不正确"));
  }

  private static void check(Transaction tx, AcpOrder original, AcpOrder.Kind kind, long amount) {
    if (kind == AcpOrder.Kind.CANCEL) {
      boolean today = Acp.settleDay(original.doneAt()).equals(Acp.settleDay(tx.now()));
      if (!today || original.returned() > 0) {
        throw Acp.refuse(AcpCode.ORIGINAL_STATE, "原交易不存在或状态不正确");
      }
      if (amount != original.amount()) {
        throw Acp.refuse(AcpCode.ORIGINAL_DIFFERS, "与原交易信息不符");
      }
    }
    if (amount > original.amount() - original.returned()) {
      throw Acp.refuse(AcpCode.ORIGINAL_DIFFERS, "与原交易信息不符");
    }
    if (tx.now().isAfter(original.doneAt().plus(REFUNDABLE))) {
      throw Acp.refuse(AcpCode.TOO_LATE, "交易不在受理时间范围内");
    }
    if (tx.ledger().balance(Acp.CHANNEL, AcpPayments.merchantAccount(original.merId())) < amount) {
      throw Acp.refuse(AcpCode.BALANCE_TOO_LOW, "余额不足");
    }
  }

  private Optional<Jobs.Again> finish(String key) {
    books.transact(
        tx -> {
          tx.find(AcpOrder.class, key)
              .filter(back -> back.state() == AcpOrder.State.WAITING)
              .ifPresent(back -> finish(tx, back));
          return null;
        });
    return Optional.empty();
  }

  private void finish(Transaction tx, AcpOrder back) {
    WalletPayer payer = WalletPayer.find(tx, Acp.CHANNEL, back.payer()).orElseThrow();
    boolean arrives = !payer.behaviour().refusesRefunds();
    AcpOrder finished =
        arrives
            ? back.done(back.queryId(), back.traceNo(), tx.now(), payer.ref())
            : back.failed(AcpCode.FAILED);
    tx.put(finished.key(), finished.merId(), finished);
    tx.ledger()
        .move(
            Acp.CHANNEL,
            new Ledger.Reason(back.kind().name() + (arrives ? "" : "_FAILED"), back.queryId()),
            TRANSIT,
            arrives ? payer.account() : AcpPayments.merchantAccount(back.merId()),
            back.amount());
    if (!arrives) {
      AcpOrder original = tx.find(AcpOrder.class, back.original()).orElseThrow();
      tx.put(original.key(), original.merId(), original.returning(-back.amount()));
    }
    notices.tell(tx, finished);
  }
}
