package org.yima.healthcard.emv;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An EMVCo merchant-presented code whose structure and CRC hold.
 *
 * @param fields in the order of the text, the payload format indicator first, the CRC last
 */
public record EmvMerchantCode(List<EmvField> fields) {
  private static final String BEGIN = "000201";
  private static final String CRC_HEAD = "6304";
  private static final int CRC_FIELD = CRC_HEAD.length() + 4;
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,10}(?:\\.[0-9]{0,2})?");

  /** Keeps its own copy of the list. */
  public EmvMerchantCode {
    fields = List.copyOf(fields);
  }

  /** True when the text begins as such a code does. */
  public static boolean isShaped(String text) {
    return text.startsWith(BEGIN);
  }

  /** The code, or nothing when fields overrun, the CRC is not last, or it does not fit. */
  public static Optional<EmvMerchantCode> parse(String text) {
    if (!isShaped(text) || !crcHolds(text)) {
      return Optional.empty();
    }
    return EmvField.parseAll(text)
        .filter(fields -> fields.get(fields.size() - 1).id() == 63)
        .map(EmvMerchantCode::new);
  }

  private static boolean crcHolds(String text) {
    int at = text.length() - CRC_FIELD;
    if (at < BEGIN.length() || !text.startsWith(CRC_HEAD, at)) {
      return false;
    }
    int crc = Crc16.of(text.substring(0, at + CRC_HEAD.length()).getBytes(StandardCharsets.UTF_8));
    return String.format("%04X", crc).equals(text.substring(at + CRC_HEAD.length()));
  }

  /** The value of the first field with that id. */
  public Optional<String> value(int id) {
    return fields.stream().filter(field -> field.id() == id).findFirst().map(EmvField::value);
  }

  /** True when the code is for one payment (point of initiation 12); false for a printed one. */
  public boolean isDynamic() {
    return value(1).filter("12"::equals).isPresent();
  }

  /** The merchant's name, field 59. */
  public Optional<String> merchantName() {
    return value(59);
  }

  /** The currency, field 53, ISO 4217 numeric; 156 is the renminbi. */
  public Optional<String> currency() {
    return value(53);
  }

  /** The amount, field 54, in the currency's main unit, exact. */
  public Optional<BigDecimal> amount() {
    return value(54).filter(text -> AMOUNT.matcher(text).matches()).map(BigDecimal::new);
  }
}
