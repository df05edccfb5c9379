package org.yima.sandbox.faults;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can go wrong. BEFORE means that nothing happened, AFTER that all of it happened and was
 * committed.
 */
public enum FaultKind {
  /** Nothing goes wrong. */
  NONE,
  /** No answer, nothing done. */
  TIMEOUT_BEFORE,
  /** No answer, everything done. */
  TIMEOUT_AFTER,
  /** HTTP 500, nothing done. */
  ERROR_BEFORE,
  /** HTTP 500, everything done. */
  ERROR_AFTER,
  /** The connection is closed without an answer, nothing done. */
  RESET_BEFORE,
  /** The connection is closed without an answer, everything done. */
  RESET_AFTER,
  /** The answer's signature does not verify. */
  BAD_SIGNATURE,
  /** The true answer is signed by a clock that is {@code delayMillis} ahead. */
  CLOCK_SKEW,
  /** The true answer comes late. */
  SLOW,
  /** The wallet's notification is sent a second time. */
  NOTIFY_TWICE,
  /** The wallet's notification is never sent. */
  NOTIFY_NEVER,
  /** The wallet's notification is sent after {@code delayMillis}. */
  NOTIFY_LATE,
  /** The wallet's notification comes with a wrong signature first, and then as it is. */
  NOTIFY_FORGED,
  /** The wallet's notification is held back until the next one has been sent. */
  NOTIFY_OUT_OF_ORDER,
  /** The bureau settles other shares than it pre-settled. */
  SETTLE_DIFFERS,
  /** The bureau settles as promised, and whatever it tells of that does not add up. */
  SETTLE_MISSTATED;

  /** Whether it happens between the caller and us, rather than inside the gateway's own work. */
  public boolean spoilsTheAnswer() {
    return switch (this) {
      case NONE,
          NOTIFY_TWICE,
          NOTIFY_NEVER,
          NOTIFY_LATE,
          NOTIFY_FORGED,
          NOTIFY_OUT_OF_ORDER,
          SETTLE_DIFFERS,
          SETTLE_MISSTATED ->
          false;
      case TIMEOUT_BEFORE,
          TIMEOUT_AFTER,
          ERROR_BEFORE,
          ERROR_AFTER,
          RESET_BEFORE,
          RESET_AFTER,
          BAD_SIGNATURE,
          CLOCK_SKEW,
          SLOW ->
          true;
    };
  }

  /** What can happen to answers that are signed, or signed with a time, or neither. */
  public static Set<FaultKind> ofAnswers(boolean signed, boolean timed) {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    kinds.removeIf(
        kind ->
            !kind.spoilsTheAnswer()
                || (kind == BAD_SIGNATURE && !signed)
                || (kind == CLOCK_SKEW && !timed));
    return kinds;
  }

  /** Whether it happens to a notification. */
  public boolean spoilsTheNotification() {
    return switch (this) {
      case NOTIFY_TWICE, NOTIFY_NEVER, NOTIFY_LATE, NOTIFY_FORGED, NOTIFY_OUT_OF_ORDER -> true;
      case NONE,
          TIMEOUT_BEFORE,
          TIMEOUT_AFTER,
          ERROR_BEFORE,
          ERROR_AFTER,
          RESET_BEFORE,
          RESET_AFTER,
          BAD_SIGNATURE,
          CLOCK_SKEW,
          SLOW,
          SETTLE_DIFFERS,
          SETTLE_MISSTATED ->
          false;
    };
  }

  /** Whether the effect must not happen. */
  public boolean before() {
    return this == TIMEOUT_BEFORE || this == ERROR_BEFORE || this == RESET_BEFORE;
  }

  /** Whether a 5xx leaves. */
  public boolean isError() {
    return this == ERROR_BEFORE || this == ERROR_AFTER;
  }

  /** Whether nothing leaves and the connection stays open. */
  public boolean isSilence() {
    return this == TIMEOUT_BEFORE || this == TIMEOUT_AFTER;
  }

  /** Whether the connection is closed instead of an answer. */
  public boolean isReset() {
    return this == RESET_BEFORE || this == RESET_AFTER;
  }
}
