package org.yima.sandbox.alipay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yima.sandbox.http.Refused;

/**
 * A person with an Alipay account.
 *
 * @param ref 16 digits from 2088 are a user's number, as older applications are told it; any other
 *     is an open id
 * @param idNumber who they are for the medical insurance; empty text where nobody said, and then
 *     anybody's insurance is taken for theirs
 * @param relatives the numbers of those whose insurance is bound to this account (亲情账户)
 * @param script {@code manual} (approves by the control API), {@code pays}, {@code
 *     pays-after:<millis>}, {@code never} (not even when asked). By a code that they show, {@code
 *     manual} and {@code pays} pay at once; the others are asked for the password, which {@code
 *     password} approves by the control API
 */
record AlipayPayer(String ref, String idNumber, List<String> relatives, String script) {
  AlipayPayer {
    relatives = relatives == null ? List.of() : List.copyOf(relatives);
    if (!script.matches("manual|password|pays|never|pays-after:\\d{1,8}")) {
      throw new Refused(
          400, "script.unknown", "manual, password, pays, pays-after:<millis> or never");
    }
  }

  /** How long after an order is made this payer pays without being told. */
  Optional<Duration> paysByThemself() {
    if (script.equals("pays")) {
      return Optional.of(Duration.ZERO);
    }
    return script.startsWith("pays-after:")
        ? Optional.of(Duration.ofMillis(Long.parseLong(script.substring("pays-after:".length()))))
        : Optional.empty();
  }

  /** Whether the wallet asks for the password before a shown code pays. */
  boolean wantsPassword() {
    return !script.equals("manual") && !script.equals("pays");
  }

  boolean neverPays() {
    return script.equals("never");
  }

  String account() {
    return "payer:" + ref;
  }
}
