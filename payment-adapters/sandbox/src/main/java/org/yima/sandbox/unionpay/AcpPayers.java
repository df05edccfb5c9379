package org.yima.sandbox.unionpay;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** People with UnionPay's app, as the control API makes and plays them. */
final class AcpPayers implements PayerChannel {
  private final AcpPayments payments;
  private final SecureRandom random;

  AcpPayers(AcpPayments payments, SecureRandom random) {
    this.payments = payments;
    this.random = random;
  }

  @Override
  public String name() {
    return "UNIONPAY";
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return tx.find(AcpPayer.class, ref).isPresent();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    AcpPayer payer =
        new AcpPayer(request.text("ref", 64), request.optional("script", 64).orElse("manual"));
    tx.put(payer.ref(), "", payer);
    tx.ledger().open(Acp.CHANNEL, payer.account(), request.whole("balance", 0, 100_000_000_000L));
    return Answer.json(200, Map.of("ref", payer.ref(), "script", payer.script()));
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    throw new Refused(404, "code.none", "this wallet is not asked who its payer is");
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return tx.all(AcpPayer.class).stream()
        .map(
            payer ->
                new Payer(
                    payer.ref(), payer.script(), tx.ledger().balance(Acp.CHANNEL, payer.account())))
        .toList();
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
  public Answer approve(String ref, String ticket, Transaction tx) {
    AcpOrder order = payments.approve(tx, ref, ticket);
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
    return AcpCodes.show(tx, tx.find(AcpPayer.class, ref).orElseThrow(), random);
  }
}
