package org.yima.sandbox.payers;

import java.time.Duration;
import java.util.Optional;
import org.yima.sandbox.http.Refused;

/**
 * What a payer does.
 *
 * @param script {@code manual} (pays when the control API says so), {@code pays}, {@code
 *     pays-after:<millis>}, {@code never} (not even when asked), {@code password} (a shown code
 *     asks for it), {@code refund-abnormal} (manual, and refunds do not reach the payer), {@code
 *     late} (manual, and goes on where the time to pay is over)
 */
public record Behaviour(String script) {

  public Behaviour {
    if (!script.matches("manual|password|pays|never|refund-abnormal|late|pays-after:\\d{1,8}")) {
      throw new Refused(
          400,
          "script.unknown",
          "manual, password, pays, pays-after:<millis>, never, refund-abnormal or late");
    }
  }

  /** How long after an order is made this payer pays without being told. */
  public Optional<Duration> paysByItself() {
    if (script.equals("pays")) {
      return Optional.of(Duration.ZERO);
    }
    return script.startsWith("pays-after:")
        ? Optional.of(Duration.ofMillis(Long.parseLong(script.substring("pays-after:".length()))))
        : Optional.empty();
  }

  /** Whether the wallet asks for the password before a shown code pays, however little it is. */
  public boolean asksAlways() {
    return neverPays() || script.equals("password") || script.startsWith("pays-after:");
  }

  public boolean neverPays() {
    return script.equals("never");
  }

  /** Whether the payer's bank debits them although the order's time is over. */
  public boolean paysTooLate() {
    return script.equals("late");
  }

  public boolean refusesRefunds() {
    return script.equals("refund-abnormal");
  }
}
