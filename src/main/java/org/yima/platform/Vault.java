package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a column's value: AES-256-GCM under a rotating key, bound to its table, column and row,
 * so that a ciphertext copied elsewhere does not open.
 *
 * <p>Layout: format version (1 byte, 1), key id (2 bytes), nonce (12 bytes), ciphertext with its
 * 16-byte tag.
 */
@ApplicationScoped
public class Vault {
  private static final byte FORMAT = 1;
  private static final int HEADER = 3;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final Map<Integer, SecretKeySpec> keys;
  private final int currentKey;
  private final SecureRandom random;

  /** Looking the algorithm up costs as much as enciphering a row. */
  private final ThreadLocal<Cipher> cipher = ThreadLocal.withInitial(Vault::newCipher);

  private final ThreadLocal<Nonces> nonces = ThreadLocal.withInitial(Nonces::new);

  /** Random bytes for some nonces, drawn together: a draw costs more than its bytes. */
  private static final class Nonces {
    private final byte[] drawn = new byte[NONCE * 64];
    private int used = drawn.length;

    byte[] next(SecureRandom random) {
      if (used == drawn.length) {
        random.nextBytes(drawn);
        used = 0;
      }
      byte[] nonce = Arrays.copyOfRange(drawn, used, used + NONCE);
      used += NONCE;
      return nonce;
    }
  }

  public Vault(CryptoConfig config, SecureRandom random) {
    this.keys =
        config.keys().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> key(e.getValue())));
    this.currentKey = config.currentKey();
    this.random = random;
    if (!keys.containsKey(currentKey) || currentKey < 1 || currentKey > 0xffff) {
      throw new IllegalStateException("yima.crypto.current-key names no key");
    }
  }

  private static SecretKeySpec key(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length != 32) {
      throw new IllegalStateException("yima.crypto.keys: a key must have 32 bytes");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /**
   * Encrypts the value of a column.
   *
   * @param column {@code table.column}
   * @param row the id of the row
   */
  public byte[] seal(String column, UUID row, String value) {
    byte[] nonce = nonces.get().next(random);
    byte[] ciphertext = run(Cipher.ENCRYPT_MODE, currentKey, nonce, column, row, bytes(value), 0);
    return ByteBuffer.allocate(HEADER + NONCE + ciphertext.length)
        .put(FORMAT)
        .putShort((short) currentKey)
        .put(nonce)
        .put(ciphertext)
        .array();
  }

  /** Decrypts the value of a column; throws when it is not the one that was sealed there. */
  public String open(String column, UUID row, byte[] stored) {
    if (stored.length < HEADER + NONCE + TAG || stored[0] != FORMAT) {
      throw new IllegalStateException("unreadable ciphertext in " + column);
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored, 1, HEADER + NONCE - 1);
    int keyId = Short.toUnsignedInt(buffer.getShort());
    byte[] nonce = new byte[NONCE];
    buffer.get(nonce);
    byte[] opened = run(Cipher.DECRYPT_MODE, keyId, nonce, column, row, stored, HEADER + NONCE);
    return new String(opened, StandardCharsets.UTF_8);
  }

  private byte[] run(
      int mode, int keyId, byte[] nonce, String column, UUID row, byte[] input, int offset) {
    SecretKeySpec key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException("no key " + keyId + " for " + column);
    }
    try {
      Cipher own = cipher.get();
      own.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
      own.updateAAD(bytes(column + '|' + row));
      return own.doFinal(input, offset, input.length - offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ciphertext in " + column + " does not open", e);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without AES/GCM", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
