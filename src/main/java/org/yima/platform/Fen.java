package org.yima.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * An amount of money in fen (1/100 yuan), the only form of money inside Yima. Arithmetic is exact
 * and overflow throws; there is no division, because who gets the odd fen is a decision of the
 * domain (see {@link #share}).
 */
public record Fen(@JsonValue long value) implements Comparable<Fen> {
  public static final Fen ZERO = new Fen(0);

  @JsonCreator
  public static Fen of(long value) {
    return value == 0 ? ZERO : new Fen(value);
  }

  /** Reads yuan as decimal text exactly; a third decimal other than zero throws. */
  public static Fen ofYuan(BigDecimal yuan) {
    return of(yuan.movePointRight(2).longValueExact());
  }

  public Fen plus(Fen other) {
    return of(Math.addExact(value, other.value));
  }

  public Fen minus(Fen other) {
    return of(Math.subtractExact(value, other.value));
  }

  public Fen negated() {
    return of(Math.negateExact(value));
  }

  public Fen min(Fen other) {
    return value <= other.value ? this : other;
  }

  /**
   * The part of this amount that falls to {@code weight} of {@code total}, rounded down; the caller
   * hands out the remainder. {@code 0 <= weight <= total}, {@code total > 0}.
   */
  public Fen share(long weight, long total) {
    if (weight < 0 || total <= 0 || weight > total) {
      throw new IllegalArgumentException("share: weight outside 0..total");
    }
    return of(Math.floorDiv(Math.multiplyExact(value, weight), total));
  }

  public boolean isZero() {
    return value == 0;
  }

  public boolean isPositive() {
    return value > 0;
  }

  public boolean isNegative() {
    return value < 0;
  }

  @Override
  public int compareTo(Fen other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
