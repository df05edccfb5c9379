package org.yima.index.matching.explain;

import java.util.Locale;

/**
 * An explanation as a picture: a bar for what each element adds or takes, from the prior down to
 * the score, with both thresholds as lines. SVG 1.1, readable on a light and on a dark ground; it
 * says nothing that the explanation does not.
 */
public final class Waterfall {
  private static final int WIDTH = 760;
  private static final int LABELS = 250;
  private static final int FIGURES = 70;
  private static final int ROW = 24;
  private static final int HEAD = 34;
  private static final String STYLE =
      """
      <style>
      text{font:13px system-ui,sans-serif;fill:#1f2328}
      .quiet{fill:#59636e}.for{fill:#1a7f37}.against{fill:#cf222e}.whole{fill:#0969da}
      .line{stroke:#59636e;stroke-dasharray:3 3}
      @media(prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}
      .for{fill:#3fb950}.against{fill:#f85149}.whole{fill:#4493f8}.line{stroke:#9198a1}}
      </style>
      """;

  private final Explanation explanation;
  private final double least;
  private final double most;
  private final StringBuilder svg = new StringBuilder(4096);

  private Waterfall(Explanation explanation) {
    this.explanation = explanation;
    double low = Math.min(0, explanation.prior());
    double high = Math.max(0, explanation.thresholds().link());
    for (Line line : explanation.lines()) {
      low = Math.min(low, line.total());
      high = Math.max(high, line.total());
    }
    least = low;
    most = Math.max(high, low + 1);
  }

  /** The picture, a whole SVG document. */
  public static String of(Explanation explanation) {
    return new Waterfall(explanation).drawn();
  }

  private String drawn() {
    int rows = explanation.lines().size() + 2;
    int height = HEAD + rows * ROW + 8;
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
        .append(WIDTH)
        .append("\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(height)
        .append("\">\n<title>")
        .append(escaped(title()))
        .append("</title>\n")
        .append(STYLE);
    threshold("review", explanation.thresholds().review(), height);
    threshold("link", explanation.thresholds().link(), height);
    bar(0, "prior", "", 0, explanation.prior(), "whole");
    double before = explanation.prior();
    int row = 1;
    for (Line line : explanation.lines()) {
      String kind = line.counted() < 0 ? "against" : "for";
      bar(row++, line.element(), line.level(), before, line.total(), kind);
      before = line.total();
    }
    bar(row, "score", explanation.rule().orElse(word()), 0, explanation.score(), "whole");
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return word() + ", " + bits(explanation.score()) + " bits, weights " + explanation.version();
  }

  private String word() {
    return explanation.decision().name().toLowerCase(Locale.ROOT);
  }

  private void bar(int row, String name, String level, double from, double to, String kind) {
    int top = HEAD + row * ROW;
    double x = Math.min(at(from), at(to));
    double width = Math.max(1, Math.abs(at(to) - at(from)));
    text(8, top + 16, "", name);
    text(104, top + 16, "quiet", level);
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
            kind,
            x,
            top + 4,
            width,
            ROW - 8));
    double shown = kind.equals("whole") ? to : to - from;
    text(WIDTH - FIGURES + 8, top + 16, "", (shown > 0 ? "+" : "") + bits(shown));
  }

  private void threshold(String name, double value, int height) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"line\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
            at(value),
            at(value),
            HEAD - 8,
            height));
    boolean upper = name.equals("link");
    text((int) at(value) + 3, upper ? 12 : 25, "quiet", name + " " + bits(value));
  }

  private void text(int x, int y, String kind, String words) {
    svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
    if (!kind.isEmpty()) {
      svg.append(" class=\"").append(kind).append('"');
    }
    svg.append('>').append(escaped(words)).append("</text>\n");
  }

  private double at(double bits) {
    double room = WIDTH - LABELS - FIGURES;
    return LABELS + (bits - least) / (most - least) * room;
  }

  private static String bits(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** What XML demands of text. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
