package org.yima.healthcard.national;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The validity field of a national code: the end of validity as yyyyMMddHHmmss, two digits to a
 * byte, padded with zero bytes to a block, under SM4 with the protection key. Local time of China.
 */
public final class NationalValidity {
  private static final DateTimeFormatter DIGITS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
  private static final int TIME_BYTES = 7;

  private final byte[] protectionKey;

  /** A cipher with that protection key, 16 bytes. */
  public NationalValidity(byte[] protectionKey) {
    if (protectionKey.length != Sm4.BLOCK) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    this.protectionKey = protectionKey.clone();
  }

  /** The field's text, 32 upper-case hexadecimal digits. Fractions of a second are lost. */
  public String encrypt(LocalDateTime end) {
    byte[] digits = HexFormat.of().parseHex(DIGITS.format(end));
    byte[] cipher = Sm4.encrypt(protectionKey, Arrays.copyOf(digits, Sm4.BLOCK));
    return HexFormat.of().withUpperCase().formatHex(cipher);
  }

  /** The time a field holds, or nothing when it was not written with this key. */
  public Optional<LocalDateTime> decrypt(String field) {
    try {
      byte[] cipher = HexFormat.of().parseHex(field);
      if (cipher.length != Sm4.BLOCK) {
        return Optional.empty();
      }
      byte[] plain = Sm4.decrypt(protectionKey, cipher);
      byte[] padding = Arrays.copyOfRange(plain, TIME_BYTES, Sm4.BLOCK);
      if (!Arrays.equals(padding, new byte[padding.length])) {
        return Optional.empty();
      }
      String digits = HexFormat.of().formatHex(plain, 0, TIME_BYTES);
      return Optional.of(LocalDateTime.parse(digits, DIGITS));
    } catch (IllegalArgumentException | DateTimeException notWrittenWithThisKey) {
      return Optional.empty();
    }
  }
}
