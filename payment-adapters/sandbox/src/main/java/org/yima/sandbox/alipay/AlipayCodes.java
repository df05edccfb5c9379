package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.payers.Hindrance;
import org.yima.sandbox.payers.WalletPayer;

/** Codes that payers show, and the payments by them. */
final class AlipayCodes {
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final AlipayTrades trades;
  private final SecureRandom random;

  AlipayCodes(AlipayTrades trades, SecureRandom random) {
    this.trades = trades;
    this.random = random;
  }

  private record AlipayPaymentCode(String code, String ref, Instant expiresAt) {}

  /** A code of 18 digits, one use. */
  Answer show(String ref, Transaction tx) {
    String code = "28%016d".formatted(Math.floorMod(random.nextLong(), 10_000_000_000_000_000L));
    tx.put(code, ref, new AlipayPaymentCode(code, ref, tx.now().plus(LIFE)));
    return Answer.json(200, Map.of("text", code));
  }

  /** alipay.trade.pay: done at once, or 10003 while the payer types the password. */
  Map<String, Object> pay(AlipayCall call, Transaction tx) {
    AlipayTrade wanted = trades.wanted(call, "FACE_TO_FACE_PAYMENT", tx);
    Fields request = call.business();
    String scene = request.text("scene", 32);
    String code = request.text("auth_code", 64);
    boolean face = code.matches("fp[0-9a-zA-Z]{33}");
    if (!scene.equals(face ? "security_code" : "bar_code")) {
      throw request.bad("scene", "does not fit the code");
    }
    if (!face && !code.matches("(2[5-9]|30)\\d{14,22}")) {
      throw new Refused(200, "ACQ.PAYMENT_AUTH_CODE_INVALID", "支付授权码无效");
    }
    Optional<AlipayTrade> earlier = tx.find(AlipayTrade.class, wanted.key());
    if (earlier.isEmpty()) {
      return begun(wanted, payer(code, tx), tx);
    }
    AlipayTrade trade = trades.made(wanted, "", tx);
    return answer(trade, tx);
  }

  private static AlipayPayer payer(String code, Transaction tx) {
    AlipayPaymentCode shown =
        tx.find(AlipayPaymentCode.class, code)
            .filter(c -> tx.now().isBefore(c.expiresAt()))
            .orElseThrow(() -> new Refused(200, "ACQ.PAYMENT_AUTH_CODE_INVALID", "支付授权码无效"));
    tx.remove(AlipayPaymentCode.class, code);
    return tx.find(AlipayPayer.class, shown.ref()).orElseThrow();
  }

  private Map<String, Object> begun(AlipayTrade wanted, AlipayPayer payer, Transaction tx) {
    WalletPayer wallet = WalletPayer.find(tx, Alipay.CHANNEL, payer.ref()).orElseThrow();
    wallet
        .hindrance(tx, wanted.total())
        .ifPresent(
            what -> {
              throw refusal(what);
            });
    AlipayTrade trade = trades.made(wanted, payer.ref(), tx);
    return answer(
        wallet.isAskedFor(wanted.total()) ? trade : trades.pay(trade, payer.ref(), tx), tx);
  }

  /** Alipay has words for a day's and a month's limit; a payment that is too large just fails. */
  private static Refused refusal(Hindrance what) {
    return switch (what) {
      case POOR -> new Refused(200, "ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足");
      case LOCKED -> new Refused(200, "ACQ.BUYER_ENABLE_STATUS_FORBID", "买家状态非法");
      case PER_PAYMENT -> new Refused(200, "ACQ.PAYMENT_FAIL", "支付失败");
      case PER_DAY -> new Refused(200, "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", "买家付款日限额超限");
      case PER_MONTH -> new Refused(200, "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", "买家付款月额度超限");
    };
  }

  private static Map<String, Object> answer(AlipayTrade trade, Transaction tx) {
    Map<String, Object> answer = Alipay.done();
    if (trade.waits(tx.now())) {
      answer.put("code", "10003");
      answer.put("msg", "order success pay inprocess");
    }
    answer.putAll(AlipayTrades.paying(trade));
    if (trade.paidAt() != null) {
      answer.put("gmt_payment", AlipayMoney.time(trade.paidAt()));
    }
    return answer;
  }
}
