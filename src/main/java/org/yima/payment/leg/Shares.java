package org.yima.payment.leg;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the medical insurance divides a bill, in fen. {@code cash} is what it leaves to the insured;
 * the funds add up to the fund share. Settled and pre-settled shares are compared as a whole.
 *
 * @param funds the kinds of fund that bear a part, zero parts left out
 */
public record Shares(
    long fund, Map<String, Long> funds, long account, long mutualAid, long hospital, long cash) {
  public Shares {
    TreeMap<String, Long> parts = new TreeMap<>(funds);
    parts.values().removeIf(part -> part == 0);
    if (fund < 0 || account < 0 || mutualAid < 0 || hospital < 0 || cash < 0) {
      throw new IllegalArgumentException("no share is negative");
    }
    if (parts.values().stream().anyMatch(part -> part < 0)
        || parts.values().stream().reduce(0L, Math::addExact) != fund) {
      throw new IllegalArgumentException("the funds do not add up to the fund share");
    }
    funds = Collections.unmodifiableMap(parts);
  }

  /** What insurance and hospital bear together. */
  public long insured() {
    return Math.addExact(Math.addExact(fund, account), Math.addExact(mutualAid, hospital));
  }

  public long total() {
    return Math.addExact(insured(), cash);
  }
}
