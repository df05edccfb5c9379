package org.yima.healthcard.emv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One field of a merchant-presented code. Lengths count characters, as in EMVCo's own sample with
 * Chinese text.
 *
 * @param id 0 to 99
 * @param value the text; for a template again a list of fields
 */
public record EmvField(int id, String value) {
  private static final int HEAD = 4;

  /** The fields a text consists of, or nothing when it does not divide into fields exactly. */
  static Optional<List<EmvField>> parseAll(String text) {
    List<EmvField> fields = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int id = twoDigits(text, at);
      int length = twoDigits(text, at + 2);
      int end = at + HEAD + length;
      if (id < 0 || length < 0 || end > text.length()) {
        return Optional.empty();
      }
      fields.add(new EmvField(id, text.substring(at + HEAD, end)));
      at = end;
    }
    return Optional.of(List.copyOf(fields));
  }

  /**
   * The fields inside a template (26 to 51, 62, 64, 80 to 99), or nothing when the value is plain.
   */
  public Optional<List<EmvField>> template() {
    boolean isTemplate = (id >= 26 && id <= 51) || id == 62 || id == 64 || id >= 80;
    return isTemplate ? parseAll(value) : Optional.empty();
  }

  private static int twoDigits(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
