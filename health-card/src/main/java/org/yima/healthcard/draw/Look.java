package org.yima.healthcard.draw;

import java.util.Optional;

/**
 * How a picture looks beside what the code says.
 *
 * @param mark what stands in the middle, if anything
 */
public record Look(Colours colours, Optional<CentreMark> mark) {
  /** Black on white without a mark. */
  public static final Look PLAIN = new Look(Colours.BLACK_ON_WHITE, Optional.empty());

  /** The same in those colours. */
  public Look in(Colours others) {
    return new Look(others, mark);
  }

  /** The same with that mark. */
  public Look with(CentreMark other) {
    return new Look(colours, Optional.of(other));
  }
}
