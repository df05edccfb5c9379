package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
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
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getDecoder()
                        .decode(
                            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf"
                                + "w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==")));
    assertThat(MessageSignature.verify(base, signature, key)).isTrue();
    assertThat(MessageSignature.verify(base.replace("200", "201"), signature, key)).isFalse();
  }

  @Test
  void signaturesAreRawAndDoNotVerifyForOtherKeysOrText() {
    KeyPair keys = SignedPeer.keys();
    byte[] signed = MessageSignature.sign("text", keys.getPrivate());
    assertThat(signed).hasSize(64);
    assertThat(MessageSignature.verify("text", signed, keys.getPublic())).isTrue();
    assertThat(MessageSignature.verify("Text", signed, keys.getPublic())).isFalse();
    assertThat(MessageSignature.verify("text", signed, SignedPeer.keys().getPublic())).isFalse();
    assertThat(MessageSignature.verify("text", new byte[3], keys.getPublic())).isFalse();
  }
}
