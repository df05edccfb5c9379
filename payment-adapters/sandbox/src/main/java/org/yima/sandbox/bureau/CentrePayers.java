package org.yima.sandbox.bureau;

import java.util.Comparator;
import java.util.List;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * The centre's own cashier among the wallets: insured people, and the orders of theirs that are
 * pre-settled and wait. What they have there is their personal account.
 */
final class CentrePayers implements PayerChannel {
  private final MobileCashier cashier;
  private final MobileUploads uploads;

  CentrePayers(MobileCashier cashier, MobileUploads uploads) {
    this.cashier = cashier;
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "CENTRE";
  }

  @Override
  public boolean isWallet() {
    return false;
  }

  @Override
  public boolean takesTrials() {
    return true;
  }

  /** A bill of one line of the first institution, uploaded and pre-settled by the fund's rules. */
  @Override
  public Answer order(Trial trial, Transaction tx) {
    Insured person =
        tx.all(Insured.class).stream()
            .filter(one -> trial.payer().isEmpty() || one.psnNo().equals(trial.payer()))
            .min(Comparator.comparing(Insured::psnNo))
            .orElseThrow(
                () -> new Refused(409, "payer.unknown", "/control/insured makes somebody insured"));
    MobileOrder order = MobileFunctions.preSettled(uploads.trial(person, trial, tx), tx);
    return trial.made(order.payOrdId());
  }

  @Override
  public boolean has(Transaction tx, String ref) {
    return !tx.owned(Insured.class, ref).isEmpty();
  }

  @Override
  public Answer create(Fields request, Transaction tx) {
    throw new Refused(400, "payer.insured", "insured people are made by /control/insured");
  }

  @Override
  public Answer oauthCode(String ref, Transaction tx) {
    throw new Refused(404, "code.none", "authorisations are made by /control/insured");
  }

  @Override
  public List<Payer> payers(Transaction tx) {
    return tx.all(Insured.class).stream()
        .map(
            person ->
                new Payer(
                    person.psnNo(),
                    person.terms().refusals().stream()
                        .findFirst()
                        .map(Refusal::name)
                        .orElse("insured"),
                    tx.ledger().balance(Insured.CHANNEL, person.account())))
        .toList();
  }

  @Override
  public List<Waiting> waiting(Transaction tx) {
    return tx.all(MobileOrder.class).stream()
        .filter(order -> order.ordStas() == MobileOrder.PRE_SETTLED)
        .map(
            order ->
                new Waiting(
                    order.head().psnNo(),
                    order.payOrdId(),
                    order.head().medOrgOrd(),
                    order.head().orgCodg(),
                    "医保支付中心收银台",
                    order.shares().cash(),
                    order.head().authorisedUntil()))
        .toList();
  }

  @Override
  public Answer approve(String ref, String id, Transaction tx) {
    return cashier.paid(tx, id);
  }

  @Override
  public Answer decline(String ref, String id, Transaction tx) {
    throw new Refused(409, "order.stays", "it waits until the hospital revokes it (6401)");
  }
}
