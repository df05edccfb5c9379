package org.yima.healthcard.draw;

/** SVG 1.1: a white ground and one path, in which every run of dark modules is a rectangle. */
final class SvgPicture {
  private SvgPicture() {}

  static String draw(QrCode code, int pixels) {
    int side = code.fullWidth();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
        + pixels
        + "\" height=\""
        + pixels
        + "\" viewBox=\"0 0 "
        + side
        + " "
        + side
        + "\" shape-rendering=\"crispEdges\"><rect width=\""
        + side
        + "\" height=\""
        + side
        + "\" fill=\"#fff\"/><path fill=\"#000\" d=\""
        + path(code)
        + "\"/></svg>";
  }

  private static String path(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.modules(); y++) {
      int x = 0;
      while (x < code.modules()) {
        int end = runEnd(code, x, y);
        if (end > x) {
          int width = end - x;
          path.append('M').append(x + QrCode.QUIET_ZONE).append(' ').append(y + QrCode.QUIET_ZONE);
          path.append('h').append(width).append("v1h-").append(width).append('z');
        }
        x = Math.max(end, x + 1);
      }
    }
    return path.toString();
  }

  /** Where the run of dark modules that begins at x ends; x itself when that module is light. */
  private static int runEnd(QrCode code, int x, int y) {
    int end = x;
    while (end < code.modules() && code.isDark(end, y)) {
      end++;
    }
    return end;
  }
}
