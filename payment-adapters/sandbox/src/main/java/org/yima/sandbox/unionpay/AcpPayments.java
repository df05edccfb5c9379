package org.yima.sandbox.unionpay;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.payers.Hindrance;
import org.yima.sandbox.payers.WalletPayer;

/** Payments: made by a merchant, confirmed or turned down by a payer. */
final class AcpPayments {
  private static final String PAY = "unionpay-pay";
  private static final String LATE = "transit:late";
  private static final Duration PASSWORD_LIFE = Duration.ofMinutes(2);
  private final AcpNotices notices;
  private final Jobs jobs;
  private final Books books;
  private final SecureRandom random;

  AcpPayments(AcpNotices notices, Jobs jobs, Books books, SecureRandom random) {
    this.notices = notices;
    this.jobs = jobs;
    this.books = books;
    this.random = random;
    jobs.handle(PAY, this::payByItself);
  }

  private record AcpTicket(String key) {}

  private record AcpAutoPay(String payer, String key) {}

  /** An order that its payer will begin. The same request again gives the same order. */
  AcpOrder order(AcpRequest request, AcpOrder.Kind kind, Transaction tx) {
    AcpOrder wanted =
        payment(request, kind, request.payTimeout(tx.now()), request.url("backUrl"), tx);
    Optional<AcpOrder> earlier = earlier(wanted, tx);
    if (earlier.isPresent()) {
      if (!earlier.get().waits(tx.now())) {
        throw Acp.refuse(AcpCode.DUPLICATE, "重复交易");
      }
      return earlier.get();
    }
    keep(tx, wanted);
    return wanted;
  }

  /** A payment by the code that a payer shows: money moves at once, or after the password. */
  AcpOrder byCode(AcpRequest request, Transaction tx) {
    AcpOrder wanted =
        payment(
            request, AcpOrder.Kind.CODE, tx.now().plus(PASSWORD_LIFE), request.url("backUrl"), tx);
    String code = request.required("qrNo", "62\\d{17}");
    if (earlier(wanted, tx).isPresent()) {
      throw Acp.refuse(AcpCode.DUPLICATE, "重复交易");
    }
    WalletPayer payer = AcpCodes.spend(tx, code);
    AcpOrder asked = wanted.asked(payer.ref());
    keep(tx, asked);
    if (!payer.isAskedFor(asked.amount())) {
      return settle(tx, asked, payer);
    }
    if (payer.behaviour().paysByItself().isPresent()) {
      payLater(tx, payer, asked);
    }
    return asked;
  }

  private void payLater(Transaction tx, WalletPayer payer, AcpOrder order) {
    jobs.schedule(
        tx,
        PAY,
        tx.now().plus(payer.behaviour().paysByItself().orElseThrow()),
        Json.text(new AcpAutoPay(payer.ref(), order.key())));
  }

  private AcpOrder payment(
      AcpRequest request, AcpOrder.Kind kind, Instant until, String backUrl, Transaction tx) {
    String description = request.message().get("orderDesc");
    if (description.getBytes(StandardCharsets.UTF_8).length > 32) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误[orderDesc]");
    }
    return new AcpOrder(
        request.merId(),
        request.orderId(),
        request.txnTime(tx.now()),
        kind,
        request.message().get("txnType"),
        request.message().get("txnSubType"),
        request.message().get("bizType"),
        ticket(tx),
        description,
        request.amount(),
        backUrl,
        request.reserved(),
        until,
        tx.now(),
        request.message().get("signMethod"),
        request.digest(),
        AcpOrder.State.WAITING,
        null,
        null,
        null,
        null,
        null,
        0,
        null);
  }

  private String ticket(Transaction tx) {
    return "%s%07d"
        .formatted(
            Acp.time(tx.now()), random.nextInt(100) * 100_000L + tx.next("acp-tn") % 100_000);
  }

  /** What stands under this number and time; another request under them is a repetition too. */
  private static Optional<AcpOrder> earlier(AcpOrder wanted, Transaction tx) {
    Optional<AcpOrder> earlier = tx.find(AcpOrder.class, wanted.key());
    if (earlier.isPresent() && !earlier.get().digest().equals(wanted.digest())) {
      throw Acp.refuse(AcpCode.DUPLICATE, "重复交易");
    }
    return earlier;
  }

  private static void keep(Transaction tx, AcpOrder order) {
    tx.put(order.key(), order.merId(), order);
    tx.put(order.ticket(), order.merId(), new AcpTicket(order.key()));
  }

  /** The payer confirms: the money moves, or the attempt fails for want of it. */
  AcpOrder approve(Transaction tx, String ref, String ticket) {
    AcpOrder order = begun(tx, ref, ticket);
    WalletPayer payer = WalletPayer.find(tx, Acp.CHANNEL, ref).orElseThrow();
    if (payer.behaviour().neverPays()) {
      throw new Refused(422, "payer.never", "this payer never pays");
    }
    if (order.isUnpaidAfter(tx.now()) && payer.behaviour().paysTooLate()) {
      return tooLate(tx, order.asked(ref), payer);
    }
    mustWait(tx, order);
    return settle(tx, order.asked(ref), payer);
  }

  /** The payer turns it down. */
  AcpOrder decline(Transaction tx, String ref, String ticket) {
    AcpOrder declined = waiting(tx, ref, ticket).asked(ref).failed(AcpCode.FAILED);
    return fail(tx, declined);
  }

  private static AcpOrder waiting(Transaction tx, String ref, String ticket) {
    AcpOrder order = begun(tx, ref, ticket);
    mustWait(tx, order);
    return order;
  }

  private static void mustWait(Transaction tx, AcpOrder order) {
    if (!order.waits(tx.now())) {
      throw new Refused(409, "order.over", "the order cannot be paid");
    }
  }

  /** The order of a ticket, which this payer may open. */
  static AcpOrder begun(Transaction tx, String ref, String ticket) {
    AcpOrder order =
        tx.find(AcpTicket.class, ticket)
            .flatMap(found -> tx.find(AcpOrder.class, found.key()))
            .orElseThrow(() -> new Refused(404, "prepay.unknown", "no such order waits"));
    if (order.kind() == AcpOrder.Kind.CODE && !ref.equals(order.payer())) {
      throw new Refused(403, "payer.other", "another payer's order");
    }
    return order;
  }

  /** The bank debits the payer when the order is over: the money lies between the two. */
  private AcpOrder tooLate(Transaction tx, AcpOrder order, WalletPayer payer) {
    if (payer.hindrance(tx, order.amount()).isPresent()) {
      throw new Refused(409, "order.over", "the order cannot be paid");
    }
    AcpOrder taken = order.failed(AcpCode.TAKEN_TOO_LATE);
    tx.ledger()
        .move(
            Acp.CHANNEL,
            new Ledger.Reason("TAKEN_TOO_LATE", taken.ticket()),
            payer.account(),
            LATE,
            taken.amount());
    return fail(tx, taken);
  }

  private AcpOrder settle(Transaction tx, AcpOrder order, WalletPayer payer) {
    Optional<Hindrance> hindrance = payer.hindrance(tx, order.amount());
    if (hindrance.isPresent()) {
      return fail(tx, order.failed(code(hindrance.get())));
    }
    AcpOrder paid = order.done(queryId(tx), trace(tx), tx.now(), payer.ref());
    tx.put(paid.key(), paid.merId(), paid);
    tx.ledger()
        .move(
            Acp.CHANNEL,
            new Ledger.Reason("PAYMENT", paid.queryId()),
            payer.account(),
            merchantAccount(paid.merId()),
            paid.amount());
    notices.tell(tx, paid);
    return paid;
  }

  /** The code that an attempt fails with. */
  private static String code(Hindrance what) {
    return switch (what) {
      case POOR -> AcpCode.BALANCE_TOO_LOW;
      case LOCKED -> AcpCode.PASSWORD_TRIES;
      case PER_PAYMENT, PER_DAY, PER_MONTH -> AcpCode.AMOUNT_LIMIT;
    };
  }

  /** The payer mistypes the password, which the merchant is told as the end of the attempt. */
  AcpOrder mistyped(Transaction tx, String ref, String ticket, boolean locked) {
    String code = locked ? AcpCode.PASSWORD_TRIES : AcpCode.PASSWORD_WRONG;
    return fail(tx, waiting(tx, ref, ticket).asked(ref).failed(code));
  }

  /** Of what a merchant sent in the back, failures are told too; of the others only successes. */
  private AcpOrder fail(Transaction tx, AcpOrder failed) {
    tx.put(failed.key(), failed.merId(), failed);
    if (!failed.kind().begunByPayer()) {
      notices.tell(tx, failed);
    }
    return failed;
  }

  private Optional<Jobs.Again> payByItself(String body) {
    AcpAutoPay due = Json.read(body, AcpAutoPay.class);
    books.transact(
        tx -> {
          tx.find(AcpOrder.class, due.key())
              .filter(order -> order.waits(tx.now()))
              .ifPresent(
                  order -> {
                    WalletPayer payer =
                        WalletPayer.find(tx, Acp.CHANNEL, due.payer()).orElseThrow();
                    AcpOrder unused = settle(tx, order.asked(payer.ref()), payer);
                  });
          return null;
        });
    return Optional.empty();
  }

  static String queryId(Transaction tx) {
    return "%s%07d".formatted(Acp.time(tx.now()), tx.next("acp-query") % 10_000_000);
  }

  static String trace(Transaction tx) {
    return "%06d".formatted(tx.next("acp-trace") % 1_000_000);
  }

  static String merchantAccount(String merId) {
    return "merchant:" + merId;
  }
}
