package org.yima.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.gateway.alipay.AlipayFixture.form;
import static org.yima.gateway.alipay.AlipayFixture.reply;
import static org.yima.gateway.alipay.AlipayFixture.signed;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.insurance.InsuranceAuthorisation.Asked;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.insurance.InsuranceAuthorisation.Patient;
import org.yima.gateway.peer.Peer;

/** The question whether a payer has authorised, against a peer with keys of its own. */
class AlipayInsuranceAuthorisationTest {
  private static final String OWN = "alipay_commerce_medical_authinfo_auth_query_response";
  private static final Instant NOW = Instant.parse("2026-11-20T16:30:05Z");
  private static final Asked ASKED =
      new Asked("oPAYER", "", new Patient("某人", "44030019000101123X"), "H44030000001", "Q1");

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final AlipayInsuranceAuthorisation insurance =
      new AlipayInsuranceAuthorisation(
          new AlipayInsuranceSettings(
              AlipayFixture.settings(peer),
              "ORGAPP",
              "CHANNEL",
              URI.create("https://app.example/back"),
              Duration.ofMinutes(30)),
          InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    peer.close();
  }

  private void says(String data) {
    String node = "{\"code\":\"10000\",\"msg\":\"Success\",\"data\":" + data + "}";
    peer.behave(request -> reply(200, signed(OWN, node)));
  }

  @Test
  void asksForThePatientAndTellsWhatWasAuthorised() {
    says(
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"1\",\"auth_time\":\"2026-11-21 00:20:00\","
            + "\"pay_auth_no\":\"AUTH-1\",\"insu_org\":\"440300\"}");

    Authorised authorised = insurance.redeem(ASKED).toOptional().orElseThrow();

    assertThat(authorised)
        .isEqualTo(
            new Authorised(
                "AUTH-1",
                "某人",
                "44030019000101123X",
                "440300",
                "",
                "",
                Instant.parse("2026-11-20T16:50:00Z")));
    assertThat(form(peer.last().target().substring("/gateway.do?".length())))
        .as("no address holds a person")
        .containsEntry("method", "alipay.commerce.medical.authinfo.auth.query")
        .doesNotContainKey("biz_content");
    Fields sent =
        Json.read(
            form(peer.last().body())
                .get("biz_content")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(sent.text("ol_biz_type_code")).isEqualTo("04107");
    assertThat(sent.text("open_id")).isEqualTo("oPAYER");
    assertThat(sent.has("alipay_user_id")).isFalse();
    assertThat(sent.text("org_code")).isEqualTo("H44030000001");
    assertThat(sent.text("org_app_id")).isEqualTo("ORGAPP");
    assertThat(sent.text("org_chnl_crtf_code")).isEqualTo("CHANNEL");
    assertThat(sent.text("call_url")).isEqualTo("https://app.example/back");
    assertThat(sent.text("req_biz_no")).isEqualTo("Q1");
    Fields patient = sent.object("extend_params").orElseThrow();
    assertThat(patient.text("patient_name")).isEqualTo("某人");
    assertThat(patient.text("patient_cert_type")).isEqualTo("01");
    assertThat(patient.text("patient_cert_no")).isEqualTo("44030019000101123X");
  }

  @Test
  void whoHasNotAuthorisedIsSentThere() {
    says(
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"0\",\"auth_url\":\"https://render.alipay.com/x?a=1\"}");

    assertThat(insurance.redeem(ASKED))
        .isEqualTo(
            Outcome.pending(
                new NextAction(
                    NextAction.Kind.LINK, Map.of("url", "https://render.alipay.com/x?a=1"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"req_biz_no\":\"Q2\",\"auth_stas\":\"1\",\"pay_auth_no\":\"AUTH-1\",\"insu_org\":\"440300\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"1\",\"insu_org\":\"440300\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"1\",\"pay_auth_no\":\"A\",\"insu_org\":\"Shenzhen\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"1\",\"pay_auth_no\":\"A\",\"auth_time\":\"today\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"0\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"0\",\"auth_url\":\"javascript:alert(1)\"}",
        "{\"req_biz_no\":\"Q1\",\"auth_stas\":\"0\",\"auth_url\":\"no link\"}"
      })
  void whatIsIncompleteOrAnothersIsUnreadable(String data) {
    says(data);
    assertThat(insurance.redeem(ASKED)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void whatAlipayDidNotSignIsNotKnown() {
    String node =
        "{\"code\":\"10000\",\"data\":{\"req_biz_no\":\"Q1\",\"auth_stas\":\"1\",\"pay_auth_no\":\"A\"}}";
    String sign = AlipayFixture.sign(AlipayFixture.APP.getPrivate(), node);
    peer.behave(request -> reply(200, "{\"" + OWN + "\":" + node + ",\"sign\":\"" + sign + "\"}"));
    assertThat(insurance.redeem(ASKED)).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @ParameterizedTest
  @CsvSource({
    "MEDICAL_CARD_NOT_ACTIVATED,  CREDENTIAL_NOT_ACTIVATED",
    "RELS_MEDICAL_CARD_NOT_BOUND, FAMILY_ACCOUNT_NOT_BOUND",
    "ANYTHING,                    OTHER"
  })
  void aRefusalHasItsReason(String subCode, DeclineReason reason) {
    String node = "{\"code\":\"40004\",\"msg\":\"某人\",\"sub_code\":\"" + subCode + "\"}";
    peer.behave(request -> reply(200, signed(OWN, node)));
    assertThat(insurance.redeem(ASKED)).isEqualTo(Outcome.declined(reason, subCode));
  }
}
