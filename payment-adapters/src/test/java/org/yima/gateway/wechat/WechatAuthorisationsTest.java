package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.insurance.InsuranceAuthorisation.Asked;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.insurance.InsuranceAuthorisation.Patient;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.PayerIdentity.Payer;

/** Who the payer is, and what the payer allowed: two one-use codes. */
class WechatAuthorisationsTest {

  private static final Timeouts BOUNDS =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final WechatPayerIdentity identity =
      new WechatPayerIdentity(peer.uri(), "wx-app", "s&cret", BOUNDS);
  private static final Asked ASKED =
      new Asked("oPAYER", "code-1", new Patient("某人", "990101199001010010"), "H99010100001", "1");

  private final WechatInsuranceAuthorisation insurance =
      new WechatInsuranceAuthorisation(
          new WechatInsuranceSettings(
              peer.uri(),
              "partner-1",
              "partner-secret",
              Duration.ofMinutes(30),
              WechatInsuranceSettings.Formula.usual(),
              BOUNDS),
          InstantSource.fixed(WechatFixture.NOW),
          new SecureRandom());

  @AfterEach
  void close() {
    peer.close();
  }

  private void answers(int status, String body) {
    peer.behave(
        request -> new Peer.Reply(status, Map.of("Content-Type", "application/json"), body));
  }

  @Test
  void exchangesACodeForThePayer() {
    answers(
        200,
        "{\"access_token\":\"A\",\"expires_in\":7200,\"refresh_token\":\"R\",\"openid\":\"oPAYER\","
            + "\"scope\":\"snsapi_base\"}");
    assertThat(identity.exchange("c/1")).isEqualTo(Outcome.succeeded(new Payer("oPAYER")));
    assertThat(peer.last().target())
        .isEqualTo(
            "/sns/oauth2/access_token?appid=wx-app&secret=s%26cret&code=c%2F1"
                + "&grant_type=authorization_code");
    assertThat(new Payer("oPAYER").toString()).doesNotContain("oPAYER");
  }

  @ParameterizedTest
  @CsvSource({
    "40029, AUTHORISATION_INVALID",
    "40163, AUTHORISATION_INVALID",
    "40125, CREDENTIALS_REFUSED",
    "45011, BUSY",
    "99, OTHER"
  })
  void readsTheErrorsThatComeWithStatus200(String code, DeclineReason reason) {
    answers(200, "{\"errcode\":" + code + ",\"errmsg\":\"invalid code\"}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.declined(reason, code));
  }

  @Test
  void aBusyOrStrangeAnswerIsUnknown() {
    answers(200, "{\"errcode\":-1,\"errmsg\":\"system error\"}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    answers(200, "{}");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    answers(503, "");
    assertThat(identity.exchange("c")).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void redeemsAnInsuranceAuthorisation() {
    answers(
        200,
        "{\"code\":0,\"message\":\"ok\",\"pay_auth_no\":\"AUTH-1\",\"user_name\":\"某人\","
            + "\"user_card_no\":\"990101199001010010\",\"city_id\":\"990200\","
            + "\"user_longitude_latitude\":{\"longitude\":\"113.1\",\"latitude\":\"23.2\"}}");
    Authorised authorised = insurance.redeem(ASKED).toOptional().orElseThrow();
    assertThat(authorised.payAuthNo()).isEqualTo("AUTH-1");
    assertThat(authorised.longitude()).isEqualTo("113.1");
    assertThat(authorised.expiresAt()).isEqualTo(WechatFixture.NOW.plus(Duration.ofMinutes(30)));
    assertThat(authorised.toString())
        .doesNotContain("某人")
        .doesNotContain("AUTH")
        .doesNotContain("9901");
    assertThat(authorised.credential().kind()).isEqualTo(InsuranceCredential.Kind.WALLET);
    assertThat(peer.last().target()).isEqualTo("/api/mipuserquery/userquery/partner-1");
    assertThat(peer.last().header("god-portal-timestamp")).isEqualTo("1795222923000");
    assertThat(peer.last().header("god-portal-request-id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(peer.last().body()).isEqualTo("{\"qrcode\":\"code-1\",\"openid\":\"oPAYER\"}");
  }

  /** Computed by {@code printf '%s' 1700000000000secretreq1700000000000 | sha256sum}. */
  @Test
  void signsACallByTheUsualFormula() {
    assertThat(WechatInsuranceSettings.Formula.usual().sign("1700000000000", "secret", "req"))
        .isEqualTo("5ed59cd2ac309fac95399a2f3173c9d06db728e041382c40310109fd8285e1af");
  }

  @Test
  void aUsedCodeAnotherRefusalAndAnEmptySuccess() {
    answers(200, "{\"code\":1001,\"message\":\"used\"}");
    assertThat(insurance.redeem(ASKED))
        .isEqualTo(Outcome.declined(DeclineReason.AUTHORISATION_INVALID, "1001"));
    answers(200, "{\"code\":\"2\",\"message\":\"某人\"}");
    assertThat(insurance.redeem(ASKED)).isEqualTo(Outcome.declined(DeclineReason.OTHER, "2"));
    answers(200, "{\"code\":0}");
    assertThat(insurance.redeem(ASKED)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }
}
