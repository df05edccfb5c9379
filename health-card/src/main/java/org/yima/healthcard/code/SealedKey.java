package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A code key under an AES key that never leaves its token. The platform's PKCS#11 provider
 * (SunPKCS11, up to Java 25 at least) offers signatures of neither suite, so a token can't sign
 * codes through it; what it can do is guard the key at rest. Whoever has the file and not the token
 * has nothing, and the key is in memory only while the issuer runs.
 *
 * <p>The bytes: version 1, suite (0 Ed25519, 1 SM2), twelve bytes nonce, then AES-GCM with a
 * 16-byte tag over the 32-byte secret; the first two bytes are authenticated with it.
 */
public final class SealedKey {
  private static final byte VERSION = 1;
  private static final int HEAD = 2;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int SECRET = 32;
  private static final byte[] CONTEXT = "YIMA-KEY:".getBytes(StandardCharsets.US_ASCII);

  private SealedKey() {}

  /**
   * Seals a secret.
   *
   * @param guard an AES key of the provider
   * @param secret 32 bytes: the Ed25519 seed, or the SM2 number big-endian
   * @throws GeneralSecurityException when the provider refuses
   */
  public static byte[] seal(
      Suite suite, byte[] secret, Key guard, Provider provider, SecureRandom random)
      throws GeneralSecurityException {
    if (secret.length != SECRET) {
      throw new IllegalArgumentException("a code key has 32 bytes");
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] head = {VERSION, wire(suite)};
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, guard, provider, nonce, head);
    byte[] hidden = cipher.doFinal(secret);
    return ByteBuffer.allocate(HEAD + NONCE + hidden.length)
        .put(head)
        .put(nonce)
        .put(hidden)
        .array();
  }

  /**
   * Opens a sealed key.
   *
   * @param keyId the id under which the public half is published
   * @param random for SM2 signatures
   * @throws GeneralSecurityException when it was sealed under another key, or altered
   */
  public static SigningKey open(
      int keyId, byte[] sealed, Key guard, Provider provider, SecureRandom random)
      throws GeneralSecurityException {
    boolean known =
        sealed.length == HEAD + NONCE + SECRET + TAG
            && sealed[0] == VERSION
            && (sealed[1] == wire(Suite.ED25519) || sealed[1] == wire(Suite.SM2_SM3));
    if (!known) {
      throw new GeneralSecurityException("not a sealed code key of version 1");
    }
    byte[] head = Arrays.copyOf(sealed, HEAD);
    byte[] nonce = Arrays.copyOfRange(sealed, HEAD, HEAD + NONCE);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, guard, provider, nonce, head);
    byte[] secret = cipher.doFinal(sealed, HEAD + NONCE, SECRET + TAG);
    Suite suite = sealed[1] == wire(Suite.ED25519) ? Suite.ED25519 : Suite.SM2_SM3;
    SigningKey key = StoredKeys.inMemory(keyId, suite, secret, random);
    Arrays.fill(secret, (byte) 0);
    return key;
  }

  private static byte wire(Suite suite) {
    return switch (suite) {
      case ED25519 -> 0;
      case SM2_SM3 -> 1;
    };
  }

  private static Cipher cipher(int mode, Key guard, Provider provider, byte[] nonce, byte[] head)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(mode, guard, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(CONTEXT);
    cipher.updateAAD(head);
    return cipher;
  }
}
