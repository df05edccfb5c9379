package org.yima.sandbox.unionpay;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.WalletPayer;

/** People with UnionPay's app, as the control API makes and plays them. */
final class AcpPayers implements PayerChannel {
  private static final Duration LIFE = Duration.ofHours(2);

  private final AcpPayments payments;
  private final AcpSigning signing;
  private final SecureRandom random;

  AcpPayers(AcpPayments payments, AcpSigning signing, SecureRandom random) {
    this.payments = payments;
    this.signing = signing;
    this.random = random;
  }

  @Override
  public String name() {
    return "UNIONPAY";
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return WalletPayer.find(tx, Acp.CHANNEL, ref).isPresent();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    WalletPayer payer = WalletPayer.create(Acp.CHANNEL, 64, request, tx);
    return Answer.json(200, Map.of("ref", payer.ref(), "script", payer.behaviour().script()));
  }

  /** As a code to be scanned, of the first merchant. */
  @Override
  public Answer order(Trial trial, Transaction tx) {
    AcpMessage message =
        new AcpMessage(
                Map.of(
                    "merId", signing.first(),
                    "orderId", trial.number(),
                    "txnTime", Acp.time(tx.now()),
                    "txnType", "01",
                    "txnSubType", "07"))
            .put("bizType", "000000")
            .put("orderDesc", trial.description())
            .put("txnAmt", Long.toString(trial.total()))
            .put("currencyCode", "156")
            .put("backUrl", trial.notifyUrl())
            .put("signMethod", signing.methodOf(signing.first()))
            .put("payTimeout", Acp.time(tx.now().plus(LIFE)));
    AcpOrder order = payments.order(new AcpRequest(message), AcpOrder.Kind.QR, tx);
    return trial.made(order.ticket());
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    throw new Refused(404, "code.none", "this wallet is not asked who its payer is");
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return Payer.of(tx, Acp.CHANNEL);
  }

  @Override
  public List<Waiting> waiting(Transaction tx) {
    return tx.all(AcpOrder.class).stream()
        .filter(order -> order.waits(tx.now()))
        .map(
            order ->
                new Waiting(
                    order.kind() == AcpOrder.Kind.CODE ? order.payer() : "",
                    order.ticket(),
                    order.orderId(),
                    order.merId(),
                    order.description(),
                    order.amount(),
                    order.payTimeout()))
        .toList();
  }

  @Override
  public void mustKnow(String ref, String ticket, Transaction tx) {
    AcpOrder unused = AcpPayments.begun(tx, ref, ticket);
  }

  @Override
  public Answer approve(String ref, String ticket, Transaction tx) {
    return attempted(payments.approve(tx, ref, ticket));
  }

  @Override
  public Answer mistyped(String ref, String ticket, WalletPayer.Mistyped how, Transaction tx) {
    return attempted(payments.mistyped(tx, ref, ticket, how == WalletPayer.Mistyped.LOCKED));
  }

  private static Answer attempted(AcpOrder order) {
    return order.state() == AcpOrder.State.DONE
        ? Answer.json(200, Map.of("status", "PAID", "transactionId", order.queryId()))
        : Answer.json(200, Map.of("status", "FAILED", "code", order.code()));
  }

  @Override
  public Answer decline(String ref, String ticket, Transaction tx) {
    return Answer.json(200, Map.of("status", payments.decline(tx, ref, ticket).state().name()));
  }

  @Override
  public Answer paymentCode(String ref, Transaction tx) {
    return AcpCodes.show(tx, WalletPayer.find(tx, Acp.CHANNEL, ref).orElseThrow(), random);
  }
}
