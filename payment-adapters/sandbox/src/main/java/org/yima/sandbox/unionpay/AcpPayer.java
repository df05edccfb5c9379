package org.yima.sandbox.unionpay;

import java.time.Duration;
import java.util.Optional;
import org.yima.sandbox.http.Refused;

/**
 * A person with UnionPay's app.
 *
 * @param script {@code manual} (confirms by the control API), {@code pays} and {@code
 *     pays-after:<millis>} (whoever of these has the first ref pays what nobody was asked for),
 *     {@code never}, {@code password} (a shown code asks for it), {@code refund-abnormal} (refunds
 *     fail and go back to the merchant)
 */
record AcpPayer(String ref, String script) {

  AcpPayer {
    if (!script.matches("manual|password|pays|never|refund-abnormal|pays-after:\\d{1,8}")) {
      throw new Refused(
          400,
          "script.unknown",
          "manual, password, pays, pays-after:<millis>, never or refund-abnormal");
    }
  }

  String account() {
    return "payer:" + ref;
  }

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
