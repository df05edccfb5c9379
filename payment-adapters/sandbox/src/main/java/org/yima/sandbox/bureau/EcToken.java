package org.yima.sandbox.bureau;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.yima.sandbox.books.Transaction;

/** What a terminal reads from the electronic credential (医保码) that is shown to it. */
record EcToken(String ecToken, String idNumber, Instant expiresAt, boolean used)
    implements Allowance {

  /** 38 characters: the area, {@code ec}, and what nobody can guess. */
  static EcToken of(Insured insured, Instant now, SecureRandom random) {
    byte[] bytes = new byte[15];
    random.nextBytes(bytes);
    return new EcToken(
        insured.area() + "ec" + HexFormat.of().formatHex(bytes),
        insured.idNumber(),
        now.plus(LIFE),
        false);
  }

  @Override
  public String text() {
    return ecToken;
  }

  @Override
  public void use(Transaction tx, String psnNo) {
    tx.put(ecToken, psnNo, new EcToken(ecToken, idNumber, expiresAt, true));
  }
}
