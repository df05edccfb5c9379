package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.yima.gateway.alipay.AlipayFixture.ALIPAY;
import static org.yima.gateway.alipay.AlipayFixture.APP;
import static org.yima.gateway.alipay.AlipayFixture.form;
import static org.yima.gateway.alipay.AlipayFixture.sign;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.PayerIdentity.Payer;

/** The exchange of a payer's code, against a peer with keys of its own. */
class AlipayPayerIdentityTest {
  private static final String OWN = "alipay_system_oauth_token_response";
  private static final String GRANTED =
      "{\"user_id\":\"2088102150477652\",\"access_token\":\"T\",\"expires_in\":\"3600\"}";

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private AlipayPayerIdentity identity = new AlipayPayerIdentity(AlipayFixture.settings(peer));

  @AfterEach
  void close() {
    peer.close();
  }

  private static boolean verifies(String text, String sign) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(APP.getPublic());
    signature.update(text.getBytes(UTF_8));
    return signature.verify(Base64.getDecoder().decode(sign));
  }

  private void answers(int status, String body) {
    peer.behave(request -> AlipayFixture.reply(status, body));
  }

  private void answersSigned(String name, String node) {
    answers(200, AlipayFixture.signed(name, node));
  }

  @Test
  void exchangesACodeForThePayerAndSignsWhatItAsks() throws GeneralSecurityException {
    answersSigned(OWN, GRANTED);

    assertThat(identity.exchange("c+/=1"))
        .isEqualTo(Outcome.succeeded(new Payer("2088102150477652")));
    assertThat(peer.last().path()).isEqualTo("/gateway.do");
    Map<String, String> sent = form(peer.last().target().substring("/gateway.do?".length()));
    assertThat(sent)
        .as("no address holds the code")
        .doesNotContainKey("code")
        .doesNotContainValue("c+/=1")
        .containsEntry("method", "alipay.system.oauth.token")
        .containsEntry("app_id", "2021000000000001")
        .containsEntry("sign_type", "RSA2");
    assertThat(Instant.now().atOffset(AlipayTime.ZONE).toLocalDateTime())
        .isCloseTo(AlipayTime.local("timestamp", sent.get("timestamp")), within(10, MINUTES));
    Map<String, String> body = form(peer.last().body());
    assertThat(body)
        .containsEntry("code", "c+/=1")
        .containsEntry("grant_type", "authorization_code");
    String sign = sent.remove("sign");
    sent.putAll(body);
    String text =
        sent.entrySet().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .collect(Collectors.joining("&"));
    assertThat(verifies(text, sign)).isTrue();
  }

  /** The signature covers the node as it was sent: blanks, order, escapes and all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"open_id\" : \"oPAYER\" , \"x\":[1,{\"a\":\"}\"}] }",
        "{\"x\":\"\\u4e2d\\/\\\"}\",\"open_id\":\"oPAYER\"}",
        "{\"msg\":\"成功{\",\"code\":\"10000\",\"open_id\":\"oPAYER\",\"user_id\":\"2088\"}"
      })
  void readsANodeThatVerifiesAsSent(String node) {
    answersSigned(OWN, node);
    assertThat(identity.exchange("c")).isEqualTo(Outcome.succeeded(new Payer("oPAYER")));
    answers(
        200,
        "{\"sign\":\"" + sign(ALIPAY.getPrivate(), node) + "\" , \"" + OWN + "\" :\n" + node + "}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.succeeded(new Payer("oPAYER")));
  }

  /**
   * As the official client does: the signer may have seen the text before its slashes were escaped.
   */
  @Test
  void aSignatureOverUnescapedSlashesHolds() {
    String node = "{\"open_id\":\"o/PAYER\"}";
    answers(
        200,
        "{\""
            + OWN
            + "\":{\"open_id\":\"o\\/PAYER\"},\"sign\":\""
            + sign(ALIPAY.getPrivate(), node)
            + "\"}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.succeeded(new Payer("o/PAYER")));
  }

  @Test
  void whatDoesNotVerifyIsNotKnown() {
    Outcome<Payer> bad = Outcome.unknown(UnknownCause.BAD_SIGNATURE);
    answers(
        200,
        "{\"" + OWN + "\":" + GRANTED + ",\"sign\":\"" + sign(APP.getPrivate(), GRANTED) + "\"}");
    assertThat(identity.exchange("c")).isEqualTo(bad);
    answers(200, "{\"" + OWN + "\":" + GRANTED + "}");
    assertThat(identity.exchange("c")).isEqualTo(bad);
    answers(200, "{\"" + OWN + "\":" + GRANTED + ",\"sign\":\"?\"}");
    assertThat(identity.exchange("c")).isEqualTo(bad);
    String other = GRANTED.replace("2088102150477652", "2088000000000001");
    answers(
        200,
        "{\"" + OWN + "\":" + other + ",\"sign\":\"" + sign(ALIPAY.getPrivate(), GRANTED) + "\"}");
    assertThat(identity.exchange("c")).isEqualTo(bad);
    String quiet = "{\"code\":\"40004\",\"sub_code\":\"isv.code-invalid\"}";
    answers(200, "{\"" + OWN + "\":" + quiet + "}");
    assertThat(identity.exchange("c")).as("the method refuses under its name").isEqualTo(bad);
    String refusal = "{\"code\":\"40002\",\"sub_code\":\"isv.code-invalid\"}";
    answers(
        200,
        "{\"error_response\":"
            + refusal
            + ",\"sign\":\""
            + sign(APP.getPrivate(), refusal)
            + "\"}");
    assertThat(identity.exchange("c")).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "40002, isv.code-invalid,         AUTHORISATION_INVALID",
    "40002, isv.invalid-signature,    CREDENTIALS_REFUSED",
    "40002, isv.invalid-app-id,       CREDENTIALS_REFUSED",
    "40001, isv.missing-method,       INVALID_REQUEST",
    "20001, aop.invalid-auth-token,   CREDENTIALS_REFUSED",
    "40005, isv.call-limited,         BUSY",
    "40006, isv.insufficient-isv-permissions, NOT_PERMITTED",
    "40004, ANYTHING,                 OTHER",
  })
  void aRefusalHasItsReason(String code, String subCode, DeclineReason reason) {
    String node = "{\"code\":\"" + code + "\",\"msg\":\"某人\",\"sub_code\":\"" + subCode + "\"}";
    answersSigned("error_response", node);
    assertThat(identity.exchange("c")).isEqualTo(Outcome.declined(reason, subCode));
    answersSigned(OWN, node);
    assertThat(identity.exchange("c")).isEqualTo(Outcome.declined(reason, subCode));
    answers(200, "{\"error_response\":" + node + "}");
    boolean ofTheDoor =
        reason == DeclineReason.CREDENTIALS_REFUSED || reason == DeclineReason.INVALID_REQUEST;
    assertThat(identity.exchange("c"))
        .as("unsigned")
        .isEqualTo(
            ofTheDoor
                ? Outcome.declined(reason, subCode)
                : Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @Test
  void aFailingGatewayIsNotKnown() {
    answersSigned("error_response", "{\"code\":\"20000\",\"sub_code\":\"isp.unknow-error\"}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    answers(502, "bad gateway");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    peer.behave(request -> new Peer.Reset());
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
    peer.behave(request -> new Peer.Hang());
    identity = new AlipayPayerIdentity(AlipayFixture.settings(peer, Duration.ofMillis(400)));
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"alipay_system_oauth_token_response\":\"x\"}",
        "{\"alipay_system_oauth_token_response\":{},\"error_response\":{}}",
        "{\"alipay_system_oauth_token_response\":{\"user_id\":\"1\"},"
            + "\"alipay_system_oauth_token_response\":{\"user_id\":\"2\"}}",
        "{\"alipay_trade_pay_response\":{\"user_id\":\"1\"}}"
      })
  void whatIsNoAnswerToThisIsUnreadable(String body) {
    answers(200, body);
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aSignedAnswerWithoutAPayerIsUnreadable() {
    answersSigned(OWN, "{\"access_token\":\"T\"}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
