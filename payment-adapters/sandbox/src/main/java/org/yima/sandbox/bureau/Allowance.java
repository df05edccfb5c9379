package org.yima.sandbox.bureau;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * What an insured person allows one settlement by, for half an hour: a token read from the
 * credential that is shown, or the number of an authorisation in a wallet. Neither is known where
 * the other is asked for.
 */
sealed interface Allowance permits EcToken, PayAuth {
  Duration LIFE = Duration.ofMinutes(30);

  /** As it is presented. */
  String text();

  String idNumber();

  Instant expiresAt();

  boolean used();

  /** It served. */
  void use(Transaction tx, String psnNo);

  default boolean validAt(Instant now) {
    return !used() && now.isBefore(expiresAt());
  }

  /** What a call of the mobile payment centre presents: exactly one of the two. */
  record Shown(String text, boolean ecToken) {
    static Shown in(Fields data) {
      Optional<String> token = data.optional("ecToken", 100);
      Optional<String> number = data.optional("payAuthNo", 100);
      if (token.isPresent() == number.isPresent()) {
        throw Fsi.refused("ecToken与payAuthNo必须且只能传其一");
      }
      return new Shown(token.or(() -> number).orElseThrow(), token.isPresent());
    }

    /** One of this kind that can still be used. */
    Allowance valid(Transaction tx) {
      Optional<? extends Allowance> found =
          ecToken ? tx.find(EcToken.class, text) : tx.find(PayAuth.class, text);
      return found
          .filter(allowance -> allowance.validAt(tx.now()))
          .map(Allowance.class::cast)
          .orElseThrow(Allowance::invalid);
    }
  }

  static Refused invalid() {
    return Fsi.refused("授权码无效：不存在、已使用或已过期");
  }
}
