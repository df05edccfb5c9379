package org.yima.healthcard.code;

/**
 * An issued code.
 *
 * @param text what is drawn as a QR code: the prefix {@code YM:} and Base45, all in the QR
 *     alphanumeric alphabet
 * @param content what it says
 */
public record Code(String text, CodeContent content) {
  /** Leaves the text out: who reads it in a log could show it. */
  @Override
  public String toString() {
    return "Code[" + content + "]";
  }
}
