package org.yima.sandbox.unionpay;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.payers.WalletPayer;

/** Payers' codes (62 and 17 digits): shown for a minute, good once. */
final class AcpCodes {
  private static final Duration LIFE = Duration.ofMinutes(1);

  private AcpCodes() {}

  private record AcpCodeShown(String text, String payer, Instant expiresAt, boolean used) {}

  static Answer show(Transaction tx, WalletPayer payer, SecureRandom random) {
    Instant until = tx.now().plus(LIFE);
    String text =
        "62%09d%08d".formatted(random.nextInt(1_000_000_000), tx.next("acp-code") % 100_000_000);
    tx.put(text, payer.ref(), new AcpCodeShown(text, payer.ref(), until, false));
    return Answer.json(200, Map.of("text", text, "expiresAt", until));
  }

  /** Whose code it is; it is spent by being asked for. */
  static WalletPayer spend(Transaction tx, String text) {
    AcpCodeShown code =
        tx.find(AcpCodeShown.class, text)
            .filter(shown -> !shown.used() && shown.expiresAt().isAfter(tx.now()))
            .orElseThrow(() -> Acp.refuse(AcpCode.CARD_INVALID, "二维码已失效"));
    tx.put(text, code.payer(), new AcpCodeShown(text, code.payer(), code.expiresAt(), true));
    return WalletPayer.find(tx, Acp.CHANNEL, code.payer()).orElseThrow();
  }
}
