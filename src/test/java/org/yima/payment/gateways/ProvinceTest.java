package org.yima.payment.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.bureau.FsiProfile;
import org.yima.gateway.bureau.FsiTransaction;
import org.yima.gateway.http.Json;
import org.yima.platform.GatewayConfig;

/** A province as an operator writes it down. */
class ProvinceTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String BUREAU = "yima.gateway.bureau.";

  /** What every deployment has to say of its gateways. */
  private static final String[] REQUIRED = {
    "wechat.base-url",
    "wechat.sp-mchid",
    "wechat.sp-appid",
    "wechat.app-secret",
    "wechat.api-v3-key",
    "wechat.merchant-serial",
    "wechat.merchant-private-key-file",
    "wechat.platform-public-key-id",
    "wechat.platform-public-key-file",
    "wechat.notify-base-url",
    "insurance-auth.base-url",
    "insurance-auth.partner-id",
    "insurance-auth.partner-secret",
    "bureau.base-url",
    "bureau.paasid",
    "bureau.token",
    "bureau.admdvs",
    "card-centre.endpoint",
    "card-centre.app-id",
    "card-centre.term-id",
    "card-centre.app-secret",
    "signing.key-id",
    "signing.private-key-file",
    "sms.base-url",
    "sms.key-id",
    "sms.public-key-file",
    "identity.base-url",
    "identity.key-id",
    "identity.public-key-file"
  };

  private static GatewayConfig config(Map<String, String> province) {
    Map<String, String> all = new HashMap<>();
    for (String key : REQUIRED) {
      all.put("yima.gateway." + key, "x");
    }
    province.forEach((key, value) -> all.put(BUREAU + key, value));
    return new SmallRyeConfigBuilder()
        .withMapping(GatewayConfig.class)
        .withDefaultValues(all)
        .build()
        .getConfigMapping(GatewayConfig.class);
  }

  private static FsiProfile profile(Map<String, String> province) {
    return Province.profile(config(province).bureau(), ZONE);
  }

  @Test
  void oneThatSaysNothingIsTheNationalOne() {
    FsiProfile profile = profile(Map.of());
    FsiProfile national = FsiProfile.national();
    assertThat(profile.headers()).isEqualTo(national.headers());
    assertThat(profile.receiverSystem()).isEqualTo(national.receiverSystem());
    assertThat(profile.interfaceVersion()).isEqualTo(national.interfaceVersion());
    assertThat(profile.operatorType()).isEqualTo(national.operatorType());
    assertThat(profile.zone()).isEqualTo(national.zone());
    assertThat(profile.numbers()).isEmpty();
    assertThat(profile.emptyIsNotFound()).isFalse();
    assertThat(profile.mutualAidPayer()).isEqualTo(national.mutualAidPayer());
    assertThat(profile.payAuthNoAsCredential()).isFalse();
    assertThat(profile.hospitalShare()).isEqualTo(FsiProfile.HospitalShare.BESIDE);
    assertThat(profile.refusals().rules()).hasSameSizeAs(national.refusals().rules());
    assertThat(profile.wrapper().wrap(Json.object().put("infno", "2207")))
        .isEqualTo(Json.object().put("infno", "2207"));
  }

  @Test
  void allThatDiffersIsRead() {
    FsiProfile profile =
        profile(
            Map.ofEntries(
                Map.entry("headers.paasid", "x-rio-paasid"),
                Map.entry("headers.signature", "x-rio-signature"),
                Map.entry("recer-sys-code", "CITY"),
                Map.entry("wrapper.request", "data"),
                Map.entry("wrapper.answer", "body"),
                Map.entry("numbers.2203", "2203A"),
                Map.entry("numbers.5203", "5203X"),
                Map.entry("empty-is-not-found", "true"),
                Map.entry("mutual-aid-payer", "payer_of_the_family"),
                Map.entry("pay-auth-no-as-credential", "true"),
                Map.entry("hospital-share", "either")));
    assertThat(profile.headers())
        .isEqualTo(
            new FsiProfile.HeaderNames(
                "x-rio-paasid", "x-tif-timestamp", "x-tif-nonce", "x-rio-signature"));
    assertThat(profile.receiverSystem()).isEqualTo("CITY");
    assertThat(profile.numbers())
        .isEqualTo(
            Map.of(FsiTransaction.RECORD_VISIT, "2203A", FsiTransaction.QUERY_SETTLEMENT, "5203X"));
    assertThat(profile.emptyIsNotFound()).isTrue();
    assertThat(profile.mutualAidPayer()).isEqualTo("payer_of_the_family");
    assertThat(profile.payAuthNoAsCredential()).isTrue();
    assertThat(profile.hospitalShare()).isEqualTo(FsiProfile.HospitalShare.EITHER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile(Map.of("hospital-share", "outside")))
        .withMessageContaining("hospital-share");
    assertThat(profile.wrapper().wrap(Json.object().put("infno", "2207")).toString())
        .isEqualTo("{\"data\":{\"infno\":\"2207\"}}");
    assertThat(
            profile
                .wrapper()
                .unwrap(Json.read("{\"body\":{\"infcode\":\"0\"}}".getBytes(UTF_8)))
                .text("infcode"))
        .isEqualTo("0");
  }

  @Test
  void itsTextsComeBeforeTheNationalOnesInTheOrderOfTheirNames() {
    FsiProfile profile =
        profile(
            Map.of(
                "refusals.b-quota.text", "余额",
                "refusals.b-quota.reason", "quota-used",
                "refusals.a-window.text", "余额不足，请到\\d+号",
                "refusals.a-window.reason", "AT_THE_WINDOW",
                "refusals.c-person.text", "未参保",
                "refusals.c-person.reason", "not-designated"));
    assertThat(profile.refusals().<String>readMoving("余额不足，请到3号"))
        .isEqualTo(Outcome.declined(DeclineReason.AT_THE_WINDOW, "a-window"));
    assertThat(profile.refusals().<String>readMoving("余额不足"))
        .isEqualTo(Outcome.declined(DeclineReason.QUOTA_USED, "b-quota"));
    assertThat(profile.refusals().<String>readMoving("未参保"))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_DESIGNATED, "c-person"));
    assertThat(profile.refusals().<String>readMoving("跨年度"))
        .as("the national ones are there still")
        .isEqualTo(Outcome.declined(DeclineReason.YEAR_CHANGED, "year-changed"));
  }

  /** What does not read would leave refusals unknown, or call something else a refusal. */
  @ParameterizedTest
  @CsvSource({"余额, quota-usedd, refusals.mine.reason", "余额(, quota-used, refusals.mine.text"})
  void aRuleThatDoesNotReadStopsTheStart(String text, String reason, String key) {
    Map<String, String> rule = Map.of("refusals.mine.text", text, "refusals.mine.reason", reason);
    stops(rule, key);
  }

  @Test
  void aNumberOfNoTransactionStopsTheStart() {
    stops(Map.of("numbers.22O3", "2203A"), "numbers.22O3");
  }

  @Test
  void whatReadsStarts() {
    start(Map.of("refusals.mine.text", "余额", "refusals.mine.reason", "quota-used"));
    start(Map.of());
  }

  private static void stops(Map<String, String> province, String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(province))
        .withMessageContaining(BUREAU + key);
  }

  private static void start(Map<String, String> province) {
    new GatewayProducers()
        .read(new StartupEvent(), config(province), Clock.fixed(Instant.EPOCH, ZONE));
  }
}
