package org.yima.gateway.unionpay;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;

/** The platform's two-digit codes. */
final class AcpCode {
  static final String NOT_FOUND = "34";
  static final String DUPLICATE = "12";
  private static final Set<String> DONE = Set.of("00", "A6");
  private static final String TIMED_OUT = "03";
  private static final String NOT_CLEAR = "04";
  private static final String ACCEPTED = "05";

  /**
   * The payer was debited: too late (42), or without (75), or without knowing of (74), the order
   * being marked as paid. The platform says no more of it by itself.
   */
  private static final Set<String> TAKEN = Set.of("42", "74", "75");

  private static final Map<String, DeclineReason> REASONS =
      Map.ofEntries(
          Map.entry("01", DeclineReason.OTHER),
          Map.entry("02", DeclineReason.BUSY),
          Map.entry("06", DeclineReason.BUSY),
          Map.entry("10", DeclineReason.INVALID_REQUEST),
          Map.entry("11", DeclineReason.CREDENTIALS_REFUSED),
          Map.entry(DUPLICATE, DeclineReason.ID_REUSED),
          Map.entry("13", DeclineReason.INVALID_REQUEST),
          Map.entry("14", DeclineReason.INVALID_REQUEST),
          Map.entry("30", DeclineReason.PAYER_RESTRICTED),
          Map.entry("31", DeclineReason.NOT_PERMITTED),
          Map.entry("32", DeclineReason.NOT_PERMITTED),
          Map.entry("33", DeclineReason.PAYER_RESTRICTED),
          Map.entry(NOT_FOUND, DeclineReason.NOT_FOUND),
          Map.entry("35", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("36", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("37", DeclineReason.BUSY),
          Map.entry("38", DeclineReason.PAYER_RESTRICTED),
          Map.entry("39", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("40", DeclineReason.PAYER_RESTRICTED),
          Map.entry("43", DeclineReason.NOT_PERMITTED),
          Map.entry("45", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("46", DeclineReason.REFUND_NOT_ALLOWED),
          Map.entry("60", DeclineReason.PAYER_RESTRICTED),
          Map.entry("61", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("62", DeclineReason.PAYER_RESTRICTED),
          Map.entry("63", DeclineReason.PAYER_RESTRICTED),
          Map.entry("64", DeclineReason.PAYER_RESTRICTED),
          Map.entry("65", DeclineReason.PAYER_RESTRICTED),
          Map.entry("66", DeclineReason.PAYER_RESTRICTED),
          Map.entry("67", DeclineReason.PAYER_RESTRICTED),
          Map.entry("68", DeclineReason.PAYER_RESTRICTED),
          Map.entry("69", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("71", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("72", DeclineReason.PAYER_RESTRICTED),
          Map.entry("73", DeclineReason.PAYER_RESTRICTED),
          Map.entry("77", DeclineReason.PAYER_RESTRICTED),
          Map.entry("78", DeclineReason.PAYER_RESTRICTED),
          Map.entry("79", DeclineReason.PAYER_RESTRICTED),
          Map.entry("80", DeclineReason.AUTHORISATION_INVALID),
          Map.entry("98", DeclineReason.NOT_FOUND));

  private AcpCode() {}

  /** Whether it says that money moved; {@code A6} is a success with a flaw elsewhere. */
  static boolean isDone(String code) {
    return DONE.contains(code);
  }

  /** Whether it says to ask later. */
  static boolean isOpen(String code) {
    return code.equals(TIMED_OUT) || code.equals(NOT_CLEAR) || code.equals(ACCEPTED);
  }

  /** Whether it is a refusal that is known as one; 42 is none, for there money did move. */
  static boolean isRefusal(String code) {
    return REASONS.containsKey(code);
  }

  /** Whether the payer was debited for what is not paid. */
  static boolean isTaken(String code) {
    return TAKEN.contains(code);
  }

  static Optional<DeclineReason> reason(String code) {
    return Optional.ofNullable(REASONS.get(code));
  }

  /** What a code other than success means to whoever called. */
  static <T> Outcome<T> refused(String code) {
    if (code.equals(ACCEPTED)) {
      return Outcome.stillRunning();
    }
    if (isOpen(code)) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    return reason(code)
        .map(reason -> Outcome.<T>declined(reason, code))
        .orElseGet(() -> Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
