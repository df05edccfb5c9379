package org.yima.sandbox.bureau;

import java.time.Instant;
import org.yima.sandbox.books.Transaction;

/** What a resident's authorisation in a wallet became. */
record PayAuth(String payAuthNo, String idNumber, Instant expiresAt, boolean used)
    implements Allowance {
  @Override
  public String text() {
    return payAuthNo;
  }

  @Override
  public void use(Transaction tx, String psnNo) {
    tx.put(payAuthNo, psnNo, new PayAuth(payAuthNo, idNumber, expiresAt, true));
  }
}
