package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;

/** Signs for one merchant and verifies what came for it, always by this merchant's method. */
final class AcpSignature {
  private static final String RSA = "SHA256withRSA";
  private final UnionPayKey key;
  private final SigningCertificates certificates;

  AcpSignature(UnionPayKey key, SigningCertificates certificates) {
    this.key = key;
    this.certificates = certificates;
  }

  /** Completes a message of ours. */
  AcpFields sign(AcpFields fields) {
    AcpFields signed = fields.with("signMethod", key.method());
    if (key instanceof UnionPayKey.Certificate certificate) {
      String text = signed.with("certId", certificate.certId()).signed();
      return signed.with("signature", rsa(certificate.key(), text));
    }
    UnionPayKey.Secret secret = (UnionPayKey.Secret) key;
    return signed.with("signature", keyed(secret, signed.signed()));
  }

  private static String rsa(PrivateKey key, String text) {
    try {
      Signature signer = Signature.getInstance(RSA);
      signer.initSign(key);
      signer.update(sha256(text).getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("the merchant's key can not sign", unusable);
    }
  }

  private static String keyed(UnionPayKey.Secret secret, String text) {
    return secret.hash() == UnionPayKey.Hash.SM3
        ? sm3(text + "&" + sm3(secret.secret()))
        : sha256(text + "&" + sha256(secret.secret()));
  }

  boolean verifies(AcpFields fields) {
    Optional<String> signature = fields.optional("signature");
    if (signature.isEmpty() || !fields.optional("signMethod").equals(Optional.of(key.method()))) {
      return false;
    }
    if (key instanceof UnionPayKey.Secret secret) {
      return MessageDigest.isEqual(
          keyed(secret, fields.signed()).getBytes(UTF_8), signature.get().getBytes(UTF_8));
    }
    return fields
        .optional("signPubKeyCert")
        .flatMap(certificates::trusted)
        .map(trusted -> verifies(trusted, fields.signed(), signature.get()))
        .orElse(false);
  }

  private static boolean verifies(PublicKey trusted, String text, String signature) {
    try {
      Signature verifier = Signature.getInstance(RSA);
      verifier.initVerify(trusted);
      verifier.update(sha256(text).getBytes(UTF_8));
      byte[] signed = Base64.getDecoder().decode(signature);
      // Of one signature there is one spelling.
      return Base64.getEncoder().encodeToString(signed).equals(signature)
          && verifier.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return false;
    }
  }

  /** Lower-case hexadecimal. */
  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String sm3(String text) {
    SM3Digest digest = new SM3Digest();
    byte[] in = text.getBytes(UTF_8);
    digest.update(in, 0, in.length);
    byte[] out = new byte[digest.getDigestSize()];
    int unused = digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }
}
