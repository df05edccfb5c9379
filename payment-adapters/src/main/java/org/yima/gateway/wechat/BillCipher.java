package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yima.gateway.http.UnreadableAnswer;

/**
 * Opens bills that WeChat encrypted for us: AES-256-GCM without associated data, the tag at the
 * end, under a key of 32 bytes that is encrypted with our certificate's public key (RSA-OAEP, SHA-1
 * and MGF1).
 */
final class BillCipher {

  static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 32;

  private final PrivateKey ours;

  BillCipher(PrivateKey ours) {
    this.ours = ours;
  }

  byte[] open(byte[] sealed, String encryptedKey, String nonce) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      rsa.init(Cipher.DECRYPT_MODE, ours);
      byte[] key = rsa.doFinal(Base64.getDecoder().decode(encryptedKey));
      if (key.length != KEY_BYTES) {
        throw new UnreadableAnswer("encrypt_key");
      }
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BYTES * 8, nonce.getBytes(US_ASCII)));
      return aes.doFinal(sealed);
    } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
      throw new UnreadableAnswer("cipher");
    }
  }
}
