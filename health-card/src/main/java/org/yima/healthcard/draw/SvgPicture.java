package org.yima.healthcard.draw;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * SVG 1.1: a light ground and paths, in which every run of dark modules is a rectangle. One unit is
 * one module.
 */
final class SvgPicture {
  private SvgPicture() {}

  /**
   * Draws the code.
   *
   * @param size the side with its unit, for example {@code 300} or {@code 25mm}
   */
  static String draw(QrCode code, Look look, String size) {
    int side = code.fullWidth();
    String dark = colour(look.colours().dark());
    MarkField field = code.field(look);
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg.append(" width=\"").append(size).append("\" height=\"").append(size);
    svg.append("\" viewBox=\"0 0 ").append(side).append(' ').append(side);
    svg.append("\" shape-rendering=\"crispEdges\"><rect width=\"").append(side);
    svg.append("\" height=\"").append(side).append("\" fill=\"");
    svg.append(colour(look.colours().light())).append("\"/><path fill=\"").append(dark);
    svg.append("\" d=\"");
    for (int y = 0; y < code.modules(); y++) {
      int row = y;
      runs(
          svg,
          code.modules(),
          QrCode.QUIET_ZONE,
          y,
          x -> code.isDark(x, row) && !field.covers(x, row));
    }
    svg.append("\"/>");
    look.mark().ifPresent(mark -> mark(svg, mark, field, dark));
    return svg.append("</svg>").toString();
  }

  /** The mark in its own units, one a cell, put into its place. */
  private static void mark(StringBuilder svg, CentreMark mark, MarkField field, String dark) {
    double cell = (double) field.inside() / mark.cells();
    int corner = QrCode.QUIET_ZONE + field.from();
    svg.append("<path fill=\"").append(dark).append("\" transform=\"translate(").append(corner);
    svg.append(' ').append(corner).append(") scale(");
    svg.append(String.format(Locale.ROOT, "%.4f", cell)).append(")\" d=\"");
    for (int y = 0; y < mark.cells(); y++) {
      int row = y;
      runs(svg, mark.cells(), 0, y, x -> mark.isDark(x, row));
    }
    svg.append("\"/>");
  }

  /** One rectangle for each run of dark squares in a row. */
  private static void runs(StringBuilder path, int side, int shift, int y, IntPredicate dark) {
    int x = 0;
    while (x < side) {
      int end = x;
      while (end < side && dark.test(end)) {
        end++;
      }
      if (end > x) {
        path.append('M').append(x + shift).append(' ').append(y + shift);
        path.append('h').append(end - x).append("v1h-").append(end - x).append('z');
      }
      x = Math.max(end, x + 1);
    }
  }

  private static String colour(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
