package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.yima.gateway.peer.SignedPeer;

class MessageSignatureTest {

  @Test
  void digestsAsRfc9530() {
    assertThat(MessageSignature.digest("{\"hello\": \"world\"}".getBytes(UTF_8)))
        .isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    assertThat(MessageSignature.digest(new byte[0]))
        .isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
  }

  @Test
  void requestBaseIsLineByLineAsAgreed() {
    String params = MessageSignature.params(MessageSignature.REQUEST_COMPONENTS, 1618884473, "y-1");
    assertThat(
            MessageSignature.requestBase(
                "POST", "/insurers/a/v1/quotes", "sha-256=:AA=:", "0123456789abcdef", params))
        .isEqualTo(
            """
            "@method": POST
            "@path": /insurers/a/v1/quotes
            "content-digest": sha-256=:AA=:
            "yima-correlation-id": 0123456789abcdef
            "@signature-params": ("@method" "@path" "content-digest" "yima-correlation-id");\
            created=1618884473;keyid="y-1";alg="ecdsa-p256-sha256\"""");
  }

  @Test
  void answerBaseIsLineByLineAsAgreed() {
    String params = MessageSignature.params(MessageSignature.RESPONSE_COMPONENTS, 7, "p");
    assertThat(MessageSignature.responseBase(409, "sha-256=:AA=:", "0123456789abcdef", params))
        .isEqualTo(
            """
            "@status": 409
            "content-digest": sha-256=:AA=:
            "yima-correlation-id": 0123456789abcdef
            "@signature-params": ("@status" "content-digest" "yima-correlation-id");\
            created=7;keyid="p";alg="ecdsa-p256-sha256\"""");
  }

  /** RFC 9421, appendix B.2.4: the standard's own signature verifies with the standard's key. */
  @Test
  void verifiesTheStandardsExample() throws Exception {
    String base =
        """
        "@status": 200
        "content-type": application/json
        "content-digest": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:
        "content-length": 23
        "@signature-params": ("@status" "content-type" "content-digest" "content-length");\
        created=1618884473;keyid="test-key-ecc-p256\"""";
    byte[] signature =
        Base64.getDecoder()
            .decode(
                "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");
    PublicKey published =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getDecoder()
                        .decode(
                            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf"
                                + "w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==")));
    P256Key key = P256Key.of(published);
    assertThat(MessageSignature.verify(base, signature, key)).isTrue();
    assertThat(MessageSignature.verify(base.replace("200", "201"), signature, key)).isFalse();
  }

  @Test
  void signaturesAreRawAndDoNotVerifyForOtherKeysOrText() {
    KeyPair keys = SignedPeer.keys();
    byte[] signed = MessageSignature.sign("text", keys.getPrivate());
    assertThat(signed).hasSize(64);
    P256Key key = P256Key.of(keys.getPublic());
    assertThat(MessageSignature.verify("text", signed, key)).isTrue();
    assertThat(MessageSignature.verify("Text", signed, key)).isFalse();
    P256Key another = P256Key.of(SignedPeer.keys().getPublic());
    assertThat(MessageSignature.verify("text", signed, another)).isFalse();
    assertThat(MessageSignature.verify("text", new byte[3], key)).isFalse();
    for (byte bits : new byte[] {0, -1}) {
      byte[] out = new byte[64];
      Arrays.fill(out, bits);
      assertThat(MessageSignature.verify("text", out, key)).as("r and s out of range").isFalse();
    }
  }

  /** What the JDK signs verifies here, whatever the key and the text. */
  @Test
  void verifiesWhatTheJdkSigns() {
    for (int i = 0; i < 50; i++) {
      KeyPair keys = SignedPeer.keys();
      String text = "text " + i;
      byte[] signed = MessageSignature.sign(text, keys.getPrivate());
      P256Key key = P256Key.of(keys.getPublic());
      assertThat(MessageSignature.verify(text, signed, key)).as("%s", keys.getPublic()).isTrue();
      signed[i] ^= 1;
      assertThat(MessageSignature.verify(text, signed, key)).as("%s", keys.getPublic()).isFalse();
    }
  }

  @Test
  void aKeyOfAnotherCurveIsNone() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    PublicKey other = generator.generateKeyPair().getPublic();
    assertThatIllegalArgumentException().isThrownBy(() -> P256Key.of(other));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    PublicKey none = rsa.generateKeyPair().getPublic();
    assertThatIllegalArgumentException().isThrownBy(() -> P256Key.of(none));
    assertThatIllegalArgumentException().isThrownBy(() -> P256Key.of(new Unheard(none)));
  }

  /** Of an algorithm that has no name: the object identifier of RSA with another last number. */
  private static final class Unheard implements PublicKey {
    private static final long serialVersionUID = 1L;
    private final byte[] encoded;

    Unheard(PublicKey rsa) {
      encoded = rsa.getEncoded();
      for (int i = 1; i < encoded.length; i++) {
        if (encoded[i - 1] == 6 && encoded[i] == 9) {
          encoded[i + 9] = 0x7f;
          return;
        }
      }
      throw new IllegalArgumentException("no key of RSA");
    }

    @Override
    public String getAlgorithm() {
      return "unheard";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }
}
