package org.yima.healthcard.national;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of a national electronic health card: 64 hexadecimal digits. Whoever holds the security
 * root key can turn it back into the document number, so it is personal data.
 *
 * @param hex 64 digits, upper case
 */
public record NationalCardId(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-F]{64}");
  private static final Pattern ID_TYPE = Pattern.compile("[0-9]{2}");
  private static final int PLAIN = 2 * Sm4.BLOCK;
  private static final int FACTOR = 8;

  /** Refuses anything but 64 upper-case hexadecimal digits. */
  public NationalCardId {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a card id is 64 upper-case hexadecimal digits");
    }
  }

  /**
   * Derives the id of a document's card. The user key is SM4 of the root key over the dispersal
   * factor and its complement; the id is SM4 of the user key over the id type and number, padded
   * with zero bytes to 32.
   *
   * @param securityRootKey 16 bytes, of the card centre
   * @param mindexId the master index id, 64 hexadecimal digits in either case
   * @param idTypeCode two digits, see {@code IdType.nationalCode()}
   * @param idNumber ASCII, at most 30 characters
   */
  public static NationalCardId derive(
      byte[] securityRootKey, String mindexId, String idTypeCode, String idNumber) {
    byte[] plain = (idTypeCode + idNumber).getBytes(StandardCharsets.UTF_8);
    if (!ID_TYPE.matcher(idTypeCode).matches()
        || plain.length > PLAIN
        || plain.length != idTypeCode.length() + idNumber.length()) {
      throw new IllegalArgumentException("an id type has two digits, a number 30 ASCII characters");
    }
    byte[] userKey = userKey(securityRootKey, mindexId);
    byte[] cipher = Sm4.encrypt(userKey, Arrays.copyOf(plain, PLAIN));
    return new NationalCardId(HexFormat.of().withUpperCase().formatHex(cipher));
  }

  /** The key of one card: SM4 of the root key over the dispersal factor, then its complement. */
  static byte[] userKey(byte[] securityRootKey, String mindexId) {
    byte[] factor = dispersalFactor(mindexId);
    byte[] block = Arrays.copyOf(factor, Sm4.BLOCK);
    for (int i = 0; i < FACTOR; i++) {
      block[FACTOR + i] = (byte) ~factor[i];
    }
    return Sm4.encrypt(securityRootKey, block);
  }

  /** The four groups of eight bytes of the master index id, combined by exclusive or. */
  static byte[] dispersalFactor(String mindexId) {
    if (!SHAPE.matcher(mindexId.toUpperCase(Locale.ROOT)).matches()) {
      throw new IllegalArgumentException("a master index id is 64 hexadecimal digits");
    }
    byte[] id = HexFormat.of().parseHex(mindexId);
    byte[] factor = new byte[FACTOR];
    for (int i = 0; i < id.length; i++) {
      factor[i % FACTOR] ^= id[i];
    }
    return factor;
  }

  /** Says nothing: the id is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "NationalCardId[hidden]";
  }
}
