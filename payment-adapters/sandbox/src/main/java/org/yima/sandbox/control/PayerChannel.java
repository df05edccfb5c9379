package org.yima.sandbox.control;

import java.time.Instant;
import java.util.List;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

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

  /** What waits for a payer now. */
  default List<Waiting> waiting(Transaction tx) {
    return List.of();
  }

  /** The payer types the password: the money moves, or a refusal says why not. */
  default Answer approve(String ref, String id, Transaction tx) {
    throw new Refused(404, "prepay.unknown", "no such order waits");
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
   * A person with a wallet.
   *
   * @param balance in fen
   */
  record Payer(String ref, String script, long balance) {}

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
