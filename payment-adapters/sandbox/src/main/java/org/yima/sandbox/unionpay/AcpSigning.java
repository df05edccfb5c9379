package org.yima.sandbox.unionpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;

/**
 * Both directions of a signature. Method 01: RSA with SHA-256 over the lower-case hexadecimal
 * SHA-256 of the sorted fields. Methods 11 and 12: {@code hash(fields & hash(secret))}, with
 * SHA-256 and SM3.
 */
final class AcpSigning {
  private final Map<String, SandboxConfig.AcpMerchant> merchants;
  private final Map<String, PublicKey> keys;
  private final Certificates certificates;
  private final String first;

  AcpSigning(SandboxConfig.UnionPay config, Certificates certificates) {
    this.first = config.merchants().get(0).merId();
    this.certificates = certificates;
    this.merchants =
        config.merchants().stream()
            .collect(Collectors.toMap(SandboxConfig.AcpMerchant::merId, Function.identity()));
    this.keys =
        config.merchants().stream()
            .filter(merchant -> merchant.publicKeyFile() != null)
            .collect(
                Collectors.toMap(
                    SandboxConfig.AcpMerchant::merId,
                    merchant -> Pem.publicKey(merchant.publicKeyFile(), "RSA")));
  }

  /** The merchant that is configured first. */
  String first() {
    return first;
  }

  /** How a merchant signs. */
  String methodOf(String merId) {
    return merchants.get(merId).secureKey() == null ? "01" : "11";
  }

  boolean knows(String merId) {
    return merchants.containsKey(merId);
  }

  String nameOf(String merId) {
    return merchants.get(merId).name();
  }

  /** Whether the merchant it names signed it, in the way this merchant signs. */
  boolean verifies(AcpMessage message) {
    SandboxConfig.AcpMerchant merchant = merchants.get(message.get("merId"));
    if (merchant == null) {
      return false;
    }
    String method = message.get("signMethod");
    if (merchant.secureKey() != null) {
      return (method.equals("11") || method.equals("12"))
          && MessageDigest.isEqual(
              bytes(keyed(method, message.signed(), merchant.secureKey())),
              bytes(message.get("signature")));
    }
    return method.equals("01")
        && message.get("certId").equals(merchant.certId())
        && rsaVerifies(keys.get(merchant.merId()), message);
  }

  private static boolean rsaVerifies(PublicKey key, AcpMessage message) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(bytes(sha256(message.signed())));
      return verifier.verify(Base64.getDecoder().decode(message.get("signature")));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return false;
    }
  }

  /**
   * Signs what goes to a merchant, as this merchant's own messages are signed; with the certificate
   * where the merchant is not known.
   */
  AcpMessage sign(AcpMessage message, boolean spoilt) {
    SandboxConfig.AcpMerchant merchant = merchants.get(message.get("merId"));
    if (merchant != null && merchant.secureKey() != null) {
      String method = message.get("signMethod").equals("12") ? "12" : "11";
      message.put("signMethod", method);
      return message.put(
          "signature", keyed(method, covered(message, spoilt), merchant.secureKey()));
    }
    message
        .put("signMethod", "01")
        .put("certId", certificates.certId())
        .put("signPubKeyCert", certificates.signing());
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(certificates.key());
      signer.update(bytes(sha256(covered(message, spoilt))));
      return message.put("signature", Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String covered(AcpMessage message, boolean spoilt) {
    return spoilt ? message.signed() + "&spoilt=1" : message.signed();
  }

  private static String keyed(String method, String text, String secret) {
    return method.equals("12")
        ? sm3(text + "&" + sm3(secret))
        : sha256(text + "&" + sha256(secret));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sm3(String text) {
    SM3Digest digest = new SM3Digest();
    byte[] in = bytes(text);
    digest.update(in, 0, in.length);
    byte[] out = new byte[digest.getDigestSize()];
    int unused = digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
