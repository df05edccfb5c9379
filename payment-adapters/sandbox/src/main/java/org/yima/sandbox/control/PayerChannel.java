package org.yima.sandbox.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.WalletPayer;

/** A wallet's payers, as the control API and its page make and play them. */
public interface PayerChannel {
  /** As {@code channel} names it. */
  String name();

  boolean has(Transaction tx, String ref);

  /** Makes a payer; the same ref again sets what is given. */
  Answer create(Fields request, Transaction tx);

  /** A code of a payer that is there: one use, some minutes. */
  Answer oauthCode(String ref, Transaction tx);

  /** Everybody with this wallet. */
  default List<Payer> payers(Transaction tx) {
    return List.of();
  }

  /** Whether it is a wallet: people have balances in it that can be made, and show codes. */
  default boolean isWallet() {
    return true;
  }

  /** Whether {@link #order} makes orders to try with. */
  default boolean takesTrials() {
    return isWallet();
  }

  /**
   * Makes an order as this wallet makes one for a merchant, so that somebody without a merchant's
   * client has one to look at. Whoever opens it may pay it.
   *
   * @return {@code {prepayId, outTradeNo}}
   */
  default Answer order(Trial trial, Transaction tx) {
    throw new Refused(404, "order.none", "orders of this channel come from its calls only");
  }

  /** What waits for a payer now. */
  default List<Waiting> waiting(Transaction tx) {
    return List.of();
  }

  /**
   * Whether there is such an order, waiting or over, that this payer may open.
   *
   * @throws Refused when there is none, or it is another payer's
   */
  default void mustKnow(String ref, String id, Transaction tx) {
    throw new Refused(404, "prepay.unknown", "no such order waits");
  }

  /** The payer types the password: the money moves, or a refusal says why not. */
  default Answer approve(String ref, String id, Transaction tx) {
    throw new Refused(404, "prepay.unknown", "no such order waits");
  }

  /**
   * The payer typed a wrong password: nothing moved, and the order waits on where the wallet says
   * no more of it.
   */
  default Answer mistyped(String ref, String id, WalletPayer.Mistyped how, Transaction tx) {
    return Answer.json(
        422,
        Map.of(
            "code",
            "password." + how.name().toLowerCase(Locale.ROOT),
            "message",
            "that was not the password"));
  }

  /** The payer turns the payment down. */
  default Answer decline(String ref, String id, Transaction tx) {
    throw new Refused(404, "prepay.unknown", "no such order waits");
  }

  /** The code that the payer's wallet shows at a counter now. */
  default Answer paymentCode(String ref, Transaction tx) {
    throw new Refused(404, "code.none", "this wallet shows no payment codes");
  }

  /**
   * An order to try a wallet with.
   *
   * @param number of the merchant's kind: letters and digits
   * @param total in fen
   * @param payer whose it is, where it has to be somebody's; empty text for whoever is first
   * @param notifyUrl where the wallet reports
   */
  record Trial(String number, String description, long total, String payer, String notifyUrl) {
    /** What its payer names it by. */
    public Answer made(String id) {
      return Answer.json(200, Map.of("prepayId", id, "outTradeNo", number));
    }
  }

  /**
   * A person with a wallet.
   *
   * @param balance in fen
   */
  record Payer(String ref, String script, long balance) {
    /** Everybody with a wallet. */
    public static List<Payer> of(Transaction tx, String channel) {
      return WalletPayer.all(tx, channel).stream()
          .map(payer -> new Payer(payer.ref(), payer.behaviour().script(), payer.balance(tx)))
          .toList();
    }
  }

  /**
   * An order that waits for its payer.
   *
   * @param payer who is asked; empty text where whoever opens the order may pay it
   * @param id what the payer names it by
   * @param total in fen
   */
  record Waiting(
      String payer,
      String id,
      String orderNumber,
      String merchant,
      String description,
      long total,
      Instant expiresAt) {}
}
