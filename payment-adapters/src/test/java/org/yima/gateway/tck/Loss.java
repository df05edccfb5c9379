package org.yima.gateway.tck;

/** The ways in which an answer gets lost, by their names in the sandbox. */
public enum Loss {
  TIMEOUT_BEFORE(1, false),
  ERROR_BEFORE(2, false),
  RESET_BEFORE(3, false),
  TIMEOUT_AFTER(4, true),
  ERROR_AFTER(5, true),
  RESET_AFTER(6, true),
  /** A true answer whose signature does not verify. */
  BAD_SIGNATURE(7, true);

  private final int number;
  private final boolean effect;

  Loss(int number, boolean effect) {
    this.number = number;
    this.effect = effect;
  }

  /** Its own among these, from 1 to 9. */
  int number() {
    return number;
  }

  /** Whether the call has its effect nevertheless. */
  boolean hasEffect() {
    return effect;
  }

  /** Whether the caller waits until its own time is over. */
  boolean isSilence() {
    return this == TIMEOUT_BEFORE || this == TIMEOUT_AFTER;
  }
}
