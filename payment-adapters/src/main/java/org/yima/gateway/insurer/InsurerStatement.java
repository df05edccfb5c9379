package org.yima.gateway.insurer;

import java.time.LocalDate;
import java.util.List;

/**
 * An insurer's day in the zone of China; its lines add up to its own total, or it is refused at
 * construction.
 *
 * @param totalFen claims less reversals
 */
public record InsurerStatement(LocalDate day, List<Line> lines, long totalFen) {

  /**
   * A claim that was accepted, or one that was given back.
   *
   * @param id ours of the claim or of the reversal
   * @param amountFen always positive
   */
  public record Line(Kind kind, String id, long amountFen) {
    public Line {
      if (amountFen < 1) {
        throw new IllegalArgumentException("a line is at least one fen");
      }
    }

    /** Positive what the insurer owes, negative what it gets back. */
    public long signedFen() {
      return kind == Kind.CLAIM ? amountFen : -amountFen;
    }
  }

  /** What a line says. */
  public enum Kind {
    CLAIM,
    REVERSAL
  }

  public InsurerStatement {
    lines = List.copyOf(lines);
    if (lines.stream().mapToLong(Line::signedFen).reduce(0, Math::addExact) != totalFen) {
      throw new IllegalArgumentException("the lines do not sum up to the total");
    }
  }
}
