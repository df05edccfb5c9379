package org.yima.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Refused;

/** SHA256withRSA both ways and AES-256-GCM for notifications. */
final class WechatKeys {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private final PrivateKey platform;
  private final PublicKey merchant;
  private final String keyId;
  private final byte[] apiV3Key;
  private final SecureRandom random;

  WechatKeys(SandboxConfig.Wechat config, SecureRandom random) {
    this.platform = Pem.privateKey(config.platformPrivateKeyFile(), "RSA");
    this.merchant = Pem.publicKey(config.merchantPublicKeyFile(), "RSA");
    this.keyId = config.platformPublicKeyId();
    this.apiV3Key = config.apiV3Key().getBytes(StandardCharsets.US_ASCII);
    this.random = random;
  }

  String sign(String message) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(platform);
      signer.update(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean merchantSigned(byte[] message, String signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(merchant);
      verifier.update(message);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
      return false;
    }
  }

  /**
   * AEAD_AES_256_GCM with the 16-byte tag at the end, in Base64. The nonce is 12 ASCII characters.
   */
  String encrypt(String plain, String nonce, String associatedData) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(apiV3Key, "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.US_ASCII)));
      cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file that only the merchant's private key opens. */
  @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
  record Sealed(byte[] content, String encryptedKey, String nonce) {}

  /** AES-256-GCM under a key of its own, without associated data; the key by RSA-OAEP. */
  Sealed sealed(byte[] plain) {
    String key = nonce(32);
    String nonce = nonce(16);
    try {
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.US_ASCII)));
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      rsa.init(Cipher.ENCRYPT_MODE, merchant);
      return new Sealed(
          aes.doFinal(plain),
          Base64.getEncoder().encodeToString(rsa.doFinal(key.getBytes(StandardCharsets.US_ASCII))),
          nonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What merchants name the key by that they encrypt with. */
  String keyId() {
    return keyId;
  }

  /** What a merchant encrypted with our public key: RSA-OAEP with SHA-1, in Base64. */
  String decrypt(String text) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      cipher.init(Cipher.DECRYPT_MODE, platform);
      return new String(cipher.doFinal(Base64.getDecoder().decode(text)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException notForUs) {
      throw new Refused(400, "PARAM_ERROR", "敏感信息解密失败");
    }
  }

  String digits(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  String nonce(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
