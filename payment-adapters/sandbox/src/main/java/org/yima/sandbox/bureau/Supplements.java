package org.yima.sandbox.bureau;

/**
 * What other funds and the hospital bear beside the pool, in ten-thousandths; each is 0 until it is
 * set.
 *
 * @param aboveCeiling of what the pool would have paid beyond its ceiling: the large-sum subsidy
 *     (大额医疗费用补助)
 * @param seriousFrom what a person bears in scope in a year before the serious-illness insurance
 *     pays, fen
 * @param serious its share of what is beyond (大病保险)
 * @param assistance of what is then left in scope: medical assistance (医疗救助)
 * @param hospitalOverLimit the hospital's share of what is above a price limit
 */
record Supplements(
    int aboveCeiling, long seriousFrom, int serious, int assistance, int hospitalOverLimit) {
  static final Supplements NONE = new Supplements(0, 0, 0, 0, 0);

  Supplements {
    for (int share : new int[] {aboveCeiling, serious, assistance, hospitalOverLimit}) {
      if (share < 0 || share > 10_000) {
        throw new IllegalArgumentException("a share is out of range");
      }
    }
  }

  long aboveCeiling(long fen) {
    return fen * aboveCeiling / 10_000;
  }

  /** Of what is borne now, after so much was borne in the year. */
  long serious(long before, long now) {
    long beyond = Math.max(0, before + now - seriousFrom) - Math.max(0, before - seriousFrom);
    return beyond * serious / 10_000;
  }

  long assistance(long fen) {
    return fen * assistance / 10_000;
  }

  long hospital(long overLimit) {
    return overLimit * hospitalOverLimit / 10_000;
  }
}
