package org.yima.healthcard.draw;

/**
 * The light square in the middle of a code that a mark stands on, with one module of light around
 * the mark; of no size when there is none.
 *
 * @param modules the side of the code
 * @param side the side of the field, in modules; odd, or 0
 */
record MarkField(int modules, int side) {
  private static final int BORDER = 1;

  boolean covers(int x, int y) {
    int first = (modules - side) / 2;
    return x >= first && x < first + side && y >= first && y < first + side;
  }

  /** The first module of the mark itself, from the left and from the top. */
  int from() {
    return (modules - side) / 2 + BORDER;
  }

  /** The side of the mark itself, in modules. */
  int inside() {
    return Math.max(0, side - 2 * BORDER);
  }
}
