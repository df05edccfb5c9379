package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedPerson.Document;

/**
 * The digest WeChat compares people's documents by: lower-case hex of MD5 over the number in upper
 * case, an identity card's in its 18 digits. No secret, therefore sent encrypted only.
 */
final class IdDigest {

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private IdDigest() {}

  static String of(MixedPerson person) {
    String number = person.number().toUpperCase(Locale.ROOT);
    boolean card =
        person.document() == Document.ID_CARD
            || person.document() == Document.HOUSEHOLD_REGISTRATION;
    return md5(card && number.matches("\\d{15}") ? lengthened(number) : number);
  }

  /** GB 11643: the century, and the check digit. */
  private static String lengthened(String number) {
    String digits = number.substring(0, 6) + "19" + number.substring(6);
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (digits.charAt(i) - '0') * WEIGHTS[i];
    }
    return digits + CHECK.charAt(sum % 11);
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }
}
