package org.yima.sandbox.bureau;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Refused;

/**
 * Pay authorisations that a wallet holds for a payer until they are used or old: what a wallet
 * tells when it is asked by payer and patient, without a code.
 */
public final class WalletGrants {
  private final SecureRandom random;

  public WalletGrants(SecureRandom random) {
    this.random = random;
  }

  /** What a payer allowed. */
  public record Grant(String authNo, String payAuthNo, Instant givenAt) {}

  private record WalletGrant(String key, Grant grant) {}

  private static String key(String wallet, String payer, String idNumber) {
    return wallet + ":" + payer + ":" + idNumber;
  }

  /** One that can still be used. */
  public Optional<Grant> standing(Transaction tx, String wallet, String payer, String idNumber) {
    return tx.find(WalletGrant.class, key(wallet, payer, idNumber))
        .map(WalletGrant::grant)
        .filter(
            grant ->
                tx.find(PayAuth.class, grant.payAuthNo())
                    .filter(auth -> auth.validAt(tx.now()))
                    .isPresent());
  }

  /** The payer says yes. */
  public Grant give(Transaction tx, String wallet, String payer, String idNumber) {
    Insured insured = insured(tx, idNumber);
    Grant grant = new Grant(drawn(), "AUTH" + drawn(), tx.now());
    tx.put(
        grant.payAuthNo(),
        insured.psnNo(),
        new PayAuth(grant.payAuthNo(), idNumber, tx.now().plus(Allowance.LIFE), false));
    String key = key(wallet, payer, idNumber);
    tx.put(key, payer, new WalletGrant(key, grant));
    return grant;
  }

  private static Insured insured(Transaction tx, String idNumber) {
    return tx.find(Insured.class, idNumber)
        .orElseThrow(() -> new Refused(404, "insured.unknown", "no such insured person"));
  }

  /** Whether the insurance knows this person by this name. */
  public boolean isInsured(Transaction tx, String idNumber, String name) {
    return tx.find(Insured.class, idNumber).filter(i -> i.name().equals(name)).isPresent();
  }

  /** Whether the person's electronic credential (医保码) works. */
  public boolean isActivated(Transaction tx, String idNumber) {
    return Refusals.of(tx, insured(tx, idNumber), "userquery", "", null).isEmpty();
  }

  private String drawn() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
