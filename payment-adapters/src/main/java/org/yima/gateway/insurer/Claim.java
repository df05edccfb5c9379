package org.yima.gateway.insurer;

/**
 * A claim as the insurer sees it.
 *
 * @param amountFen what was claimed; 0 when NOT_FOUND
 * @param reversedFen what of it was given back
 */
public record Claim(String claimId, State state, long amountFen, long reversedFen) {

  /** Where a claim stands. */
  public enum State {
    NOT_FOUND,
    ACCEPTED,
    DECLINED,
    /** Given back wholly. */
    REVERSED
  }

  public Claim {
    if (reversedFen < 0 || reversedFen > amountFen) {
      throw new IllegalArgumentException("0 <= reversed <= amount must hold");
    }
  }

  public static Claim notFound(String claimId) {
    return new Claim(claimId, State.NOT_FOUND, 0, 0);
  }
}
