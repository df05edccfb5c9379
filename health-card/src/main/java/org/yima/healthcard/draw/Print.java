package org.yima.healthcard.draw;

/**
 * A picture for paper.
 *
 * @param millimetres the side with its quiet zone
 * @param dpi dots an inch of the printer, 72 to 2400; a PNG carries it, so that it is printed in
 *     its size
 */
public record Print(double millimetres, int dpi, Look look) {
  /** The smallest side of a module, in millimetres, that scanners in the field read from paper. */
  public static final double MIN_MODULE = 0.25;

  static final double MILLIMETRES_PER_INCH = 25.4;
  private static final int MIN_DPI = 72;
  private static final int MAX_DPI = 2400;
  private static final double MAX_MILLIMETRES = 2000;

  /** Refuses sizes and densities that no printer has. */
  public Print {
    if (dpi < MIN_DPI || dpi > MAX_DPI) {
      throw new IllegalArgumentException("a printer has 72 to 2400 dots an inch");
    }
    if (!(millimetres > 0) || millimetres > MAX_MILLIMETRES) {
      throw new IllegalArgumentException("a printed side has more than 0 and up to 2000 mm");
    }
  }

  /** Black on white without a mark. */
  public static Print of(double millimetres, int dpi) {
    return new Print(millimetres, dpi, Look.PLAIN);
  }

  /** The same in that look. */
  public Print in(Look other) {
    return new Print(millimetres, dpi, other);
  }

  /** The whole number of dots that comes nearest to the side. */
  int pixels() {
    return (int) Math.round(millimetres / MILLIMETRES_PER_INCH * dpi);
  }

  /** The side of so many dots, in millimetres. */
  double millimetres(int dots) {
    return dots * MILLIMETRES_PER_INCH / dpi;
  }
}
