package org.yima.gateway.unionpay;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;

/** What one merchant signs with. */
public sealed interface UnionPayKey {

  /** {@code signMethod}. */
  String method();

  /**
   * RSA, method 01.
   *
   * @param certId the certificate's serial number, in decimal
   */
  record Certificate(String certId, PrivateKey key) implements UnionPayKey {
    public Certificate {
      requireNonNull(key, "key");
      if (!certId.matches("[1-9]\\d{0,127}")) {
        throw new IllegalArgumentException("certId is a serial number in decimal");
      }
    }

    @Override
    public String method() {
      return "01";
    }

    @Override
    public String toString() {
      return "Certificate[" + certId + "]";
    }
  }

  /** A secret that both sides have, methods 11 (SHA-256) and 12 (SM3). */
  record Secret(Hash hash, String secret) implements UnionPayKey {
    public Secret {
      requireNonNull(hash, "hash");
      if (secret.isEmpty()) {
        throw new IllegalArgumentException("the secret is empty");
      }
    }

    @Override
    public String method() {
      return hash == Hash.SM3 ? "12" : "11";
    }

    @Override
    public String toString() {
      return "Secret[" + hash + "]";
    }
  }

  /** With what a secret is used. */
  enum Hash {
    SHA_256,
    SM3
  }
}
