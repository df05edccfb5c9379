package org.yima.sandbox.wechat;

import java.time.Duration;
import java.util.Optional;
import org.yima.sandbox.http.Refused;

/**
 * A person with a wallet.
 *
 * @param script {@code manual} (approves by the control API), {@code pays}, {@code
 *     pays-after:<millis>}, {@code never} (not even when asked), or {@code refund-abnormal}
 *     (manual, and refunds cannot reach the payer). By a code that they show, {@code manual},
 *     {@code pays} and {@code refund-abnormal} pay at once; the others are asked for the password,
 *     which {@code password} approves by the control API
 */
record WechatPayer(String openid, String script) {
  static final String CHANNEL = "wechat";

  WechatPayer {
    if (!script.matches("manual|password|pays|never|refund-abnormal|pays-after:\\d{1,8}")) {
      throw new Refused(
          400,
          "script.unknown",
          "manual, password, pays, pays-after:<millis>, never or refund-abnormal");
    }
  }

  String account() {
    return "payer:" + openid;
  }

  /** How long after an order is made this payer pays without being told. */
  Optional<Duration> paysByItself() {
    if (script.equals("pays")) {
      return Optional.of(Duration.ZERO);
    }
    if (script.startsWith("pays-after:")) {
      return Optional.of(
          Duration.ofMillis(Long.parseLong(script.substring("pays-after:".length()))));
    }
    return Optional.empty();
  }

  /** Whether the wallet asks for the password before a shown code pays. */
  boolean wantsPassword() {
    return !script.equals("manual") && !script.equals("pays") && !script.equals("refund-abnormal");
  }

  boolean neverPays() {
    return script.equals("never");
  }

  boolean refusesRefunds() {
    return script.equals("refund-abnormal");
  }
}
