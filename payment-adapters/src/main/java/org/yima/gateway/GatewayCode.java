package org.yima.gateway;

import java.util.regex.Pattern;

/** Lets a gateway's code through only when it can not carry a person's data. */
final class GatewayCode {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{11,}");

  private GatewayCode() {}

  /**
   * The code itself, or {@code unspecified} when it is text or holds a phone or document number.
   */
  static String safe(String code) {
    return code == null || !SAFE.matcher(code).matches() || LONG_NUMBER.matcher(code).find()
        ? "unspecified"
        : code;
  }
}
