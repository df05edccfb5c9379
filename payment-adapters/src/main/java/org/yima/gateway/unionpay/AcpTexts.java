package org.yima.gateway.unionpay;

import java.nio.charset.StandardCharsets;

/** Texts of ours that the platform takes only in part. */
final class AcpTexts {
  private static final int DESCRIPTION_BYTES = 32;

  private AcpTexts() {}

  /** As much of a description as fits into 32 bytes, without what parts fields. */
  static String described(String description) {
    StringBuilder fits = new StringBuilder();
    int bytes = 0;
    for (int point : description.codePoints().toArray()) {
      String one = Character.toString(point);
      bytes += one.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > DESCRIPTION_BYTES) {
        break;
      }
      if ("&={}[]".indexOf(point) < 0) {
        fits.append(one);
      }
    }
    return fits.toString();
  }

  /** A terminal's number has eight letters and digits; the end tells terminals apart. */
  static String terminal(String device) {
    String plain = device.replaceAll("[^0-9A-Za-z]", "");
    return plain.length() <= 8 ? plain : plain.substring(plain.length() - 8);
  }
}
