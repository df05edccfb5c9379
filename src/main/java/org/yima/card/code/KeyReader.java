package org.yima.card.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.SealedKey;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.StoredKeys;

/**
 * Reads code keys from where the configuration says they lie. An error names the key's id alone.
 */
final class KeyReader {
  /** RFC 8410. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final String PKCS12 = "PKCS12";
  private static final int SECRET = 32;

  private final SecureRandom random;

  KeyReader(SecureRandom random) {
    this.random = random;
  }

  /** The key of that id; fails with what is missing or unreadable. */
  SigningKey read(int id, CardConfig.Key key) {
    try {
      if (key.sealed().isPresent()) {
        return sealed(id, key.sealed().get(), store(id, key));
      }
      if (key.store().isPresent()) {
        CardConfig.Store store = store(id, key);
        return StoredKeys.key(id, open(store), store.alias(), password(store), random);
      }
      if (key.pem().isPresent()) {
        return pem(id, key.pem().get());
      }
      return inMemory(
          id, key, Base64.getDecoder().decode(key.seed().orElseThrow(() -> missing(id))));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalStateException("yima.card.keys." + id + " is unreadable", e);
    }
  }

  private static IllegalStateException missing(int id) {
    return new IllegalStateException("yima.card.keys." + id + " names no key");
  }

  private static CardConfig.Store store(int id, CardConfig.Key key) {
    return key.store().orElseThrow(() -> missing(id));
  }

  private SigningKey inMemory(int id, CardConfig.Key key, byte[] secret) {
    return switch (key.suite()) {
      case ED25519 -> SigningKey.ed25519(id, secret);
      case SM2_SM3 -> SigningKey.sm2(id, secret, random);
    };
  }

  /** PKCS#8 (RFC 5958) in PEM (RFC 7468): Ed25519 by RFC 8410, SM2 by RFC 5915. */
  private SigningKey pem(int id, Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    PrivateKeyInfo key = PrivateKeyInfo.getInstance(Base64.getMimeDecoder().decode(base64));
    if (key.getPrivateKeyAlgorithm().getAlgorithm().equals(ED25519)) {
      return SigningKey.ed25519(id, ASN1OctetString.getInstance(key.parsePrivateKey()).getOctets());
    }
    if (key.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        && GMObjectIdentifiers.sm2p256v1.equals(key.getPrivateKeyAlgorithm().getParameters())) {
      ECPrivateKey number = ECPrivateKey.getInstance(key.parsePrivateKey());
      return SigningKey.sm2(id, BigIntegers.asUnsignedByteArray(SECRET, number.getKey()), random);
    }
    throw new GeneralSecurityException("the key is neither Ed25519 nor SM2");
  }

  private static KeyStore open(CardConfig.Store store)
      throws GeneralSecurityException, IOException {
    try (InputStream file =
        store.file().isPresent() ? Files.newInputStream(store.file().get()) : null) {
      if (store.provider().isEmpty() && store.type().equals(PKCS12) && file != null) {
        return StoredKeys.pkcs12(file, password(store));
      }
      KeyStore keys =
          store.provider().isPresent()
              ? KeyStore.getInstance(store.type(), store.provider().get())
              : KeyStore.getInstance(store.type());
      keys.load(file, password(store));
      return keys;
    }
  }

  private static char[] password(CardConfig.Store store) {
    return store.password().map(String::toCharArray).orElse(null);
  }

  /**
   * A token guards the file; one that can't decrypt with its own keys gives them to the platform.
   */
  private SigningKey sealed(int id, Path file, CardConfig.Store store)
      throws GeneralSecurityException, IOException {
    KeyStore guards = open(store);
    Provider provider =
        guards.getProvider().getService("Cipher", AES_GCM) == null
            ? Cipher.getInstance(AES_GCM).getProvider()
            : guards.getProvider();
    return SealedKey.open(
        id,
        Files.readAllBytes(file),
        guards.getKey(store.alias(), password(store)),
        provider,
        random);
  }
}
