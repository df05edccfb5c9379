package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class SuiteTest {
  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** RFC 8032, section 7.1, test 2. */
  @Test
  void ed25519IsThatOfTheRfc() {
    SigningKey key =
        SigningKey.ed25519(
            1, hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    assertThat(key.publicKey().hex())
        .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    assertThat(Bytes.of(key.sign(hex("72"))).hex())
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  /** The Java platform's own implementation accepts what ours signs. */
  @Test
  void anIndependentVerifierAgrees() throws Exception {
    SigningKey key = Sample.key(Suite.ED25519, 1, 6);
    byte[] message = "any message".getBytes(StandardCharsets.US_ASCII);
    byte[] x509 = hex("302a300506032b6570032100" + key.publicKey().hex());
    PublicKey platformKey =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    Signature platform = Signature.getInstance("Ed25519");
    platform.initVerify(platformKey);
    platform.update(message);
    assertThat(platform.verify(key.sign(message))).isTrue();
  }

  /**
   * GB/T 32918.5, annex A.2: key pair and signature of "message digest" on the recommended curve.
   */
  @Test
  void sm2IsThatOfTheStandard() {
    String x = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
    String y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    byte[] scalar = hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    byte[] signature =
        hex(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);

    assertThat(SigningKey.sm2(1, scalar, Sample.repeatable(1)).publicKey().hex())
        .isEqualTo("04" + x + y);
    Suite.SignatureCheck check = Suite.SM2_SM3.checkWith(hex("04" + x + y));
    assertThat(fits(check, message, signature)).isTrue();
    signature[63] ^= 1;
    assertThat(fits(check, message, signature)).isFalse();
    // The compressed form of the same point: y is odd.
    assertThat(fits(Suite.SM2_SM3.checkWith(hex("03" + x)), message, signature)).isFalse();
    signature[63] ^= 1;
    assertThat(fits(Suite.SM2_SM3.checkWith(hex("03" + x)), message, signature)).isTrue();
  }

  private static boolean fits(Suite.SignatureCheck check, byte[] message, byte[] signature) {
    return check.fits(Sample.joined(message, signature), message.length);
  }

  /** BouncyCastle's own signer and ours agree both ways, on many messages. */
  @Test
  void anotherImplementationOfSm2Agrees() throws Exception {
    Random random = new Random(32918);
    for (int round = 0; round < 60; round++) {
      byte[] scalar = new byte[32];
      random.nextBytes(scalar);
      scalar[0] &= 0x7F;
      SigningKey key = SigningKey.sm2(1, scalar, Sample.repeatable(round));
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(message);
      Suite.SignatureCheck check = Suite.SM2_SM3.checkWith(key.publicKey().toArray());
      SM2Signer other = new SM2Signer(PlainDSAEncoding.INSTANCE);

      ECPrivateKeyParameters secret =
          new ECPrivateKeyParameters(new BigInteger(1, scalar), Sm2Curve.DOMAIN);
      other.init(true, new ParametersWithRandom(secret, Sample.repeatable(round + 99)));
      other.update(message, 0, message.length);
      assertThat(fits(check, message, other.generateSignature())).isTrue();

      byte[] point = key.publicKey().toArray();
      other.init(
          false,
          new ECPublicKeyParameters(
              Sm2Curve.DOMAIN.getCurve().decodePoint(point), Sm2Curve.DOMAIN));
      other.update(message, 0, message.length);
      assertThat(other.verifySignature(key.sign(message))).isTrue();
    }
  }

  /** Numbers outside 1 to n-1, which a check must refuse before it computes. */
  @Test
  void sm2NumbersOutOfRangeAreRefused() {
    SigningKey key = Sample.key(Suite.SM2_SM3, 1, 8);
    Suite.SignatureCheck check = Suite.SM2_SM3.checkWith(key.publicKey().toArray());
    byte[] message = {1, 2, 3};
    byte[] good = key.sign(message);
    assertThat(fits(check, message, good)).isTrue();
    byte[] order = BigIntegers.asUnsignedByteArray(32, Sm2Curve.DOMAIN.getN());
    for (byte[] number : List.of(new byte[32], order, hex("ff".repeat(32)))) {
      assertThat(fits(check, message, Sample.joined(number, Arrays.copyOfRange(good, 32, 64))))
          .isFalse();
      assertThat(fits(check, message, Sample.joined(Arrays.copyOf(good, 32), number))).isFalse();
    }
    // r + s = n: the sum that the standard excludes by name.
    BigInteger r = new BigInteger(1, Arrays.copyOf(good, 32));
    byte[] rest = BigIntegers.asUnsignedByteArray(32, Sm2Curve.DOMAIN.getN().subtract(r));
    assertThat(fits(check, message, Sample.joined(Arrays.copyOf(good, 32), rest))).isFalse();
  }

  @Test
  void keysThatAreNoneAreRefused() {
    byte[] zero = new byte[32];
    assertThatThrownBy(() -> SigningKey.sm2(1, zero, Sample.repeatable(1)))
        .isInstanceOf(IllegalArgumentException.class);
    for (Suite suite : Suite.values()) {
      for (int length : List.of(0, 1, 31, 33, 65)) {
        assertThatThrownBy(() -> suite.checkWith(new byte[length]))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aKeyIdIsGivenOnce() {
    PublishedKey one = Sample.key(Suite.ED25519, 1, 1).publish(Sample.YEAR_START, Sample.YEAR_END);
    PublishedKey other =
        Sample.key(Suite.SM2_SM3, 1, 2).publish(Sample.YEAR_START, Sample.YEAR_END);
    assertThatThrownBy(() -> KeySet.of(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
