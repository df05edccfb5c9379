package org.yima.index.living;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yima.index.matching.chinese.City;

/**
 * What a pair's weight depends on besides the version of the weights.
 *
 * @param id of all of it: rules, normalising and comparing, how often values are met, and what is
 *     listed as nobody's
 * @param frequencies the version of how often values are met
 */
public record Engine(String id, String frequencies) {
  private static final int LENGTH = 12;

  /** Of this release, where no value is listed. */
  static Engine shipped() {
    String frequencies = digest(City.frequenciesText());
    return new Engine(digest(City.engine() + '\n' + frequencies), frequencies);
  }

  /**
   * The same where values are listed as nobody's.
   *
   * @param listed a hash of them that does not tell them
   */
  Engine with(byte[] listed) {
    return new Engine(digest(id + '\n' + HexFormat.of().formatHex(listed)), frequencies);
  }

  /** The first {@value #LENGTH} hexadecimal digits of a text's SHA-256. */
  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
