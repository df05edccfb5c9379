package org.yima.gateway.paymentcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.yima.gateway.Timeouts;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.sm.Sm2SigningKey;
import org.yima.gateway.sm.Sm2VerificationKey;
import org.yima.gateway.sm.Sm4;
import org.yima.gateway.tck.Keys;

/** The published vectors, and what of an envelope may change before it is not believed. */
class EnvelopeTest {
  private static final String APP_ID = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
  private static final String SECRET = "4117E877F5FA0A0188891283E4B617D5";
  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final HexFormat HEX = HexFormat.of();
  private final Keys.Sm2 pair = Keys.sm2();
  private final Envelope envelope = envelope(SECRET);

  private Envelope envelope(String secret) {
    return new Envelope(
        new CentreSettings(
            URI.create("http://127.0.0.1"),
            APP_ID,
            secret,
            Sm2SigningKey.of(pair.pkcs8(), CentreSettings.USUAL_USER_ID),
            Sm2VerificationKey.of(pair.spki(), CentreSettings.USUAL_USER_ID),
            CentreProfile.usual(),
            Timeouts.usual()));
  }

  private static ObjectNode data() {
    ObjectNode data = Json.object().put("payOrdId", "ORD1").put("feeSumamt", "10.00").put("a", "");
    data.putObject("extData").put("z", "2").put("b", "1");
    return data;
  }

  @Test
  void theKeyOfTheDataFollowsFromApplicationAndSecret() {
    assertThat(Envelope.dataKey(APP_ID, SECRET)).isEqualTo("863B5F40C70B71EA");
  }

  /** GB/T 32907, first example; the padding block follows. */
  @Test
  void theBlockCipherIsThatOfTheStandard() {
    byte[] key = HEX.parseHex("0123456789abcdeffedcba9876543210");
    byte[] hidden = new Sm4(key).encrypt(key);
    assertThat(HEX.formatHex(hidden)).startsWith("681edf34d206965e86b3e94f536e4246").hasSize(64);
    assertThat(new Sm4(key).decrypt(hidden)).isEqualTo(key);
    assertThatThrownBy(() -> new Sm4(key).decrypt(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** GB/T 32918.5, the example of the digital signature, with the usual id. */
  @Test
  void theSignatureIsThatOfTheStandard() throws IOException {
    var domain =
        new ECNamedDomainParameters(
            GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByName("sm2p256v1"));
    var point =
        domain
            .getCurve()
            .createPoint(
                new BigInteger(
                    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020", 16),
                new BigInteger(
                    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13", 16));
    Sm2VerificationKey key =
        Sm2VerificationKey.of(
            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                    new ECPublicKeyParameters(point, domain))
                .getEncoded(),
            CentreSettings.USUAL_USER_ID);
    byte[] signature =
        HEX.parseHex(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
    assertThat(key.verifies("message digest".getBytes(US_ASCII), signature)).isTrue();
    assertThat(key.verifies("message digesT".getBytes(US_ASCII), signature)).isFalse();
  }

  @Test
  void whatIsSignedIsSortedAtEveryDepthWithoutWhatIsEmpty() {
    ObjectNode head = Json.object().put("version", "2.0.1").put("appId", "A").put("extra", "x");
    head.put("signData", "s").put("encData", "e").put("message", "");
    ObjectNode data = data();
    data.putArray("list").addObject().put("y", "").put("x", "1");
    data.putObject("nothing");
    byte[] text = new SignedText(true).of(head, data, "K");
    assertThat(new String(text, UTF_8))
        .isEqualTo(
            "appId=A&data={\"extData\":{\"b\":\"1\",\"z\":\"2\"},\"feeSumamt\":\"10.00\","
                + "\"list\":[{\"x\":\"1\"}],\"payOrdId\":\"ORD1\"}&version=2.0.1&key=K");
    assertThat(new String(new SignedText(false).of(head, data, "K"), UTF_8))
        .contains("\"nothing\":{}");
  }

  @Test
  void whatWasSealedOpensAndNothingElse() {
    ObjectNode sealed = envelope.seal(Json.object(), data(), NOW);
    assertThat(sealed.get("timestamp").textValue()).isEqualTo("20261121090203");
    assertThat(sealed.toString()).doesNotContain("ORD1");
    assertThat(envelope.open(new Fields(sealed)).orElseThrow().data().text("payOrdId"))
        .isEqualTo("ORD1");
    for (String field : new String[] {"appId", "timestamp", "version", "encData"}) {
      String value = sealed.get(field).textValue();
      for (int at = 0; at < value.length(); at++) {
        assertNotOpened(sealed, field, at, value.substring(0, at) + other(value, at));
      }
    }
    assertThat(envelope.open(new Fields(sealed.deepCopy().put("success", true)))).isEmpty();
    assertThat(envelope("another secret").open(new Fields(sealed))).isEmpty();
  }

  private static String other(String value, int at) {
    return (value.charAt(at) == '1' ? '2' : '1') + value.substring(at + 1);
  }

  /** Bytes and not characters are changed: the last of a Base64 text carries bits of no byte. */
  @Test
  void noByteOfTheSignatureMayChange() {
    ObjectNode sealed = envelope.seal(Json.object(), data(), NOW);
    byte[] signature = Base64.getDecoder().decode(sealed.get("signData").textValue());
    for (int at = 0; at < signature.length; at++) {
      byte[] bent = signature.clone();
      bent[at] ^= 1;
      assertNotOpened(sealed, "signData", at, Base64.getEncoder().encodeToString(bent));
    }
  }

  private void assertNotOpened(ObjectNode sealed, String field, int at, String value) {
    assertThat(envelope.open(new Fields(sealed.deepCopy().put(field, value))))
        .as("%s at %d", field, at)
        .isEmpty();
  }

  /** A decimal is signed as it was written: 10.50 is not 10.5. */
  @Test
  void numbersKeepTheirDigits() {
    ObjectNode data = Json.read("{\"fundPay\":10.50}".getBytes(UTF_8)).tree();
    assertThat(new String(new SignedText(true).of(Json.object(), data, "K"), UTF_8))
        .isEqualTo("data={\"fundPay\":10.50}&key=K");
    ObjectNode sealed = envelope.seal(Json.object(), data, NOW);
    byte[] signature = Base64.getDecoder().decode(sealed.get("signData").textValue());
    assertThat(signature).hasSize(64);
    assertThat(envelope.open(new Fields(sealed)).orElseThrow().data().yuanAsFen("fundPay"))
        .isEqualTo(1_050);
  }
}
