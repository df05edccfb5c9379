package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.healthcard.code.Sample.NOW;
import static org.yima.healthcard.code.Sample.WENZHOU;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys from key stores, from a provider, and sealed under another key. */
class StoredKeysTest {
  private static final char[] PASSWORD = "only for this test".toCharArray();
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private final SecureRandom random = Sample.repeatable(12);

  private static KeyPair pair(Suite suite) throws GeneralSecurityException {
    if (suite == Suite.ED25519) {
      return KeyPairGenerator.getInstance("Ed25519", BOUNCY_CASTLE).generateKeyPair();
    }
    return pair("sm2p256v1");
  }

  private static KeyPair pair(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static Certificate certificate(KeyPair pair, String algorithm) throws Exception {
    X500Name name = new X500Name("CN=codes");
    Date from = Date.from(Sample.YEAR_START);
    Date to = Date.from(Sample.YEAR_END);
    return new JcaX509CertificateConverter()
        .setProvider(BOUNCY_CASTLE)
        .getCertificate(
            new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, pair.getPublic())
                .build(
                    new JcaContentSignerBuilder(algorithm)
                        .setProvider(BOUNCY_CASTLE)
                        .build(pair.getPrivate())));
  }

  private static String algorithm(Suite suite) {
    return suite == Suite.ED25519 ? "Ed25519" : "SM3withSM2";
  }

  private static byte[] file(PrivateKey key, Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
    store.load(null, null);
    store.setKeyEntry("code-1", key, PASSWORD, new Certificate[] {certificate});
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    store.store(file, PASSWORD);
    return file.toByteArray();
  }

  private SigningKey read(byte[] file) throws GeneralSecurityException {
    KeyStore store = StoredKeys.pkcs12(new ByteArrayInputStream(file), PASSWORD);
    return StoredKeys.key(1, store, "code-1", PASSWORD, random);
  }

  private static void issuesGenuineCodes(SigningKey key) {
    Code code = new CodeIssuer(key, WENZHOU).issue(Sample.minute(new Random(4)));
    assertThat(Sample.verifierAt(NOW, Sample.published(key)).verify(code.text()).accepted())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aKeyOfAPkcs12FileSigns(Suite suite) throws Exception {
    KeyPair pair = pair(suite);
    SigningKey key = read(file(pair.getPrivate(), certificate(pair, algorithm(suite))));
    assertThat(key.suite()).isEqualTo(suite);
    assertThat(key.publicKey().toArray())
        .isEqualTo(
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets());
    issuesGenuineCodes(key);
  }

  @Test
  void whatDoesNotFitIsRefusedAtTheStart() throws Exception {
    KeyPair one = pair(Suite.SM2_SM3);
    KeyPair other = pair(Suite.SM2_SM3);
    byte[] mixed = file(one.getPrivate(), certificate(other, "SM3withSM2"));
    assertThatThrownBy(() -> read(mixed)).isInstanceOf(GeneralSecurityException.class);

    KeyPair nist = pair("secp256r1");
    byte[] foreign = file(nist.getPrivate(), certificate(nist, "SHA256withECDSA"));
    assertThatThrownBy(() -> read(foreign)).isInstanceOf(GeneralSecurityException.class);

    byte[] good = file(one.getPrivate(), certificate(one, "SM3withSM2"));
    char[] wrong = "wrong".toCharArray();
    assertThatThrownBy(() -> StoredKeys.pkcs12(new ByteArrayInputStream(good), wrong))
        .isInstanceOf(GeneralSecurityException.class);
    KeyStore store = StoredKeys.pkcs12(new ByteArrayInputStream(good), PASSWORD);
    assertThatThrownBy(() -> StoredKeys.key(1, store, "code-2", PASSWORD, random))
        .isInstanceOf(GeneralSecurityException.class);
  }

  /** A key of which only its provider knows the bytes, as behind a security module's provider. */
  @ParameterizedTest
  @EnumSource(Suite.class)
  void aProvidersKeySignsAtItsProvider(Suite suite) throws Exception {
    KeyPair pair = pair(suite);
    byte[] publicKey =
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
            .getPublicKeyData()
            .getOctets();
    SigningKey key = SigningKey.provided(1, suite, pair.getPrivate(), publicKey, BOUNCY_CASTLE);
    for (int round = 0; round < 20; round++) {
      issuesGenuineCodes(key);
    }
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aSealedKeyOpensOnlyUnderItsGuard(Suite suite) throws Exception {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 7);
    SecretKeySpec guard = new SecretKeySpec(new byte[32], "AES");
    byte[] sealed = SealedKey.seal(suite, secret, guard, BOUNCY_CASTLE, random);
    SigningKey key = SealedKey.open(1, sealed, guard, BOUNCY_CASTLE, random);
    assertThat(key.publicKey())
        .isEqualTo(StoredKeys.inMemory(1, suite, secret, random).publicKey());
    issuesGenuineCodes(key);

    byte[] otherBytes = new byte[32];
    otherBytes[31] = 1;
    SecretKeySpec other = new SecretKeySpec(otherBytes, "AES");
    assertThatThrownBy(() -> SealedKey.open(1, sealed, other, BOUNCY_CASTLE, random))
        .isInstanceOf(GeneralSecurityException.class);
    for (int at = 0; at < sealed.length; at++) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      assertThatThrownBy(() -> SealedKey.open(1, altered, guard, BOUNCY_CASTLE, random))
          .isInstanceOf(GeneralSecurityException.class);
    }
    for (int length : List.of(0, 1, 13, sealed.length - 1)) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> SealedKey.open(1, cut, guard, BOUNCY_CASTLE, random))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }
}
