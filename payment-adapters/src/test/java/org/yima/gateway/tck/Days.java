package org.yima.gateway.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/** The days in China that a test has seen since it began, one or two: what it did is on these. */
public final class Days {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private final Duration ahead;
  private final Instant began = Instant.now();

  private Days(Duration ahead) {
    this.ahead = ahead;
  }

  /** From now on. */
  public static Days fromNow() {
    return new Days(Duration.ZERO);
  }

  /** From now on, by a gateway whose day ends so much before midnight. */
  public static Days ending(Duration ahead) {
    return new Days(ahead);
  }

  /** In their order. */
  public List<LocalDate> seen() {
    return List.copyOf(new TreeSet<>(List.of(day(began), day(Instant.now()))));
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at.plus(ahead), CHINA);
  }
}
