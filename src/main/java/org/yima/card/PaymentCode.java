package org.yima.card;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of scanned text that pay by themselves and that a gateway of this server takes. What is
 * not here is known for what it is, kept by nobody, and charges nothing: {@code resolve} promises a
 * charge by this list, and a charge is made by it.
 */
public enum PaymentCode {
  WECHAT_PAY;

  /** Of a resolution's kind; nothing for a kind that no gateway takes. */
  public static Optional<PaymentCode> of(String kind) {
    return Arrays.stream(values()).filter(code -> code.name().equals(kind)).findFirst();
  }
}
