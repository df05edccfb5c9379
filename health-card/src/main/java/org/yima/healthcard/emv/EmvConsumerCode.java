package org.yima.healthcard.emv;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An EMVCo consumer-presented code: Base64 of BER-TLV that begins with the payload format indicator
 * CPV01.
 *
 * @param objects the top-level objects, in order
 */
public record EmvConsumerCode(List<BerTlv> objects) {
  private static final String BEGIN = "hQVDUFYwM";
  private static final String INDICATOR_TAG = "85";
  private static final String CPV01 = "4350563031";

  /** Keeps its own copy of the list. */
  public EmvConsumerCode {
    objects = List.copyOf(objects);
  }

  /** True when the text begins as such a code does. */
  public static boolean isShaped(String text) {
    return text.startsWith(BEGIN);
  }

  /** The code, or nothing when it is no Base64, no BER-TLV, or names no application. */
  public static Optional<EmvConsumerCode> parse(String text) {
    if (!isShaped(text)) {
      return Optional.empty();
    }
    try {
      return BerTlv.parseAll(Base64.getDecoder().decode(text))
          .map(EmvConsumerCode::new)
          .filter(code -> code.hasIndicator() && !code.applicationIds().isEmpty());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private boolean hasIndicator() {
    BerTlv first = objects.get(0);
    return first.tag().equals(INDICATOR_TAG) && first.value().equals(CPV01);
  }

  /**
   * The application ids (tag 4F in each template 61), upper-case hexadecimal; UnionPay's begin
   * A000000333.
   */
  public List<String> applicationIds() {
    return objects.stream()
        .filter(object -> object.tag().equals("61"))
        .flatMap(template -> template.children().stream())
        .filter(object -> object.tag().equals("4F"))
        .map(BerTlv::value)
        .toList();
  }
}
