package org.yima.sandbox.control;

import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;

/** A wallet's payers, as the control API makes and plays them. */
public interface PayerChannel {
  /** As {@code channel} names it. */
  String name();

  boolean has(Transaction tx, String ref);

  /** Makes a payer; the same ref again sets what is given. */
  Answer create(Fields request, Transaction tx);

  /** A code of a payer that is there: one use, some minutes. */
  Answer oauthCode(String ref, Transaction tx);
}
