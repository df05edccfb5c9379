package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.PayerIdentity.Payer;

/** The other kind of signature, its peer's side computed by BouncyCastle alone. */
class AlipaySm2Test {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final KeyPair APP = keys();
  private static final KeyPair ALIPAY = keys();
  private static final String NODE = "{\"open_id\":\"oPAYER\"}";

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec("sm2p256v1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AlipaySettings settings(URI endpoint) {
    return new AlipaySettings(
        endpoint,
        "2021000000000001",
        SignType.SM2,
        APP.getPrivate(),
        ALIPAY.getPublic(),
        Timeouts.usual(),
        Timeouts.usual());
  }

  private static String sign(KeyPair key, String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
    signature.initSign(key.getPrivate());
    signature.update(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private static boolean verifies(Map<String, String> sent) throws GeneralSecurityException {
    TreeMap<String, String> signed = new TreeMap<>(sent);
    byte[] sign = Base64.getDecoder().decode(signed.remove("sign"));
    Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
    signature.initVerify(APP.getPublic());
    signature.update(
        signed.entrySet().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .collect(Collectors.joining("&"))
            .getBytes(UTF_8));
    return signature.verify(sign);
  }

  @Test
  void callsAndAnswersAreSigned() throws GeneralSecurityException {
    String sign = sign(ALIPAY, NODE);
    String foreign = sign(APP, NODE);
    try (Peer peer = new Peer(request -> AlipayFixture.reply(200, answer(sign)))) {
      AlipayPayerIdentity identity =
          new AlipayPayerIdentity(settings(URI.create(peer.uri() + "/gateway.do")));
      assertThat(identity.exchange("c")).isEqualTo(Outcome.succeeded(new Payer("oPAYER")));
      Map<String, String> sent =
          AlipayFixture.form(peer.last().target().substring("/gateway.do?".length()));
      sent.putAll(AlipayFixture.form(peer.last().body()));
      assertThat(sent).containsEntry("sign_type", "SM2");
      assertThat(verifies(sent)).isTrue();
      peer.behave(request -> AlipayFixture.reply(200, answer(foreign)));
      assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    }
  }

  private static String answer(String sign) {
    return "{\"alipay_system_oauth_token_response\":" + NODE + ",\"sign\":\"" + sign + "\"}";
  }

  @Test
  void keysOfAnotherKindAreRefused() {
    URI endpoint = URI.create("https://openapi.alipay.com/gateway.do");
    assertThatThrownBy(
            () ->
                new AlipaySettings(
                    endpoint,
                    "2021000000000001",
                    SignType.RSA2,
                    APP.getPrivate(),
                    ALIPAY.getPublic(),
                    Timeouts.usual(),
                    Timeouts.usual()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
