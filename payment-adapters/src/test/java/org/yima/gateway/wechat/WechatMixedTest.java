package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedCharge.Part;
import org.yima.gateway.wallet.MixedCharge.State;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Refund;

/** Orders of insurance and cash, before a peer that keeps the protocol and one that does not. */
class WechatMixedTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDERS = "/v3/med-ins/orders";
  private static final String FOUND = ORDERS + "/out-trade-no/ord_000001";
  private static final String CASH = "/v3/pay/partner/transactions/jsapi";
  private static final String TOLD = "/v3/med-ins/refunds/notify";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final MixedAmounts EXAMPLE =
      new MixedAmounts(
          100_000,
          45_000,
          5_000,
          50_000,
          List.of(new MixedAmounts.Addition(MixedAmounts.AdditionKind.FREIGHT, 2_000)),
          List.of(new MixedAmounts.Reduction(MixedAmounts.ReductionKind.HOSPITAL, 10_000)));

  private final Map<String, Peer.Reply> replies = new HashMap<>();
  private final Peer peer = new Peer(this::answer);
  private final WechatMixed mixed = mixed(WechatMixedSettings.usual());

  private WechatMixed mixed(WechatMixedSettings settings) {
    Timeouts bounds = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
    return new WechatMixed(
        new WechatSettings(
            peer.uri(),
            "1900000001",
            "5A5A5A",
            WechatPeer.merchant().getPrivate(),
            WechatPeer.KEY_ID,
            WechatPeer.platform().getPublic(),
            WechatPeer.API_V3_KEY,
            bounds,
            bounds),
        settings,
        InstantSource.fixed(WechatFixture.NOW),
        new SecureRandom());
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private Peer.Reaction answer(Peer.Request request) {
    return WechatPeer.accepts(request)
        ? replies.getOrDefault(request.path(), refusal(404, "ORDER_NOT_EXIST", "268529515"))
        : refusal(401, "SIGN_ERROR", "0");
  }

  private void says(String path, int status, String body) {
    replies.put(path, WechatPeer.answer(status, body, WechatFixture.NOW));
  }

  private static Peer.Reply refusal(int status, String code, String number) {
    Peer.Reply reply =
        WechatPeer.answer(
            status, "{\"code\":\"" + code + "\",\"message\":\"m\"}", WechatFixture.NOW);
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("Request-ID", "08F6A1B2-" + number);
    return new Peer.Reply(status, headers, reply.body());
  }

  private static MixedOrder order(MixedAmounts amounts, boolean passThrough) {
    return new MixedOrder(
        WechatFixture.ORDER,
        MixedOrder.Kind.OUTPATIENT,
        "门诊缴费",
        new MixedPayer(
            "oPAYER",
            new MixedPerson("张三", MixedPerson.Document.ID_CARD, "44030019000101123x"),
            Optional.empty()),
        "SERIAL-1",
        new MixedInstitution("wx-sub", "H51010000001", "第一人民医院", "510100", passThrough),
        Optional.of(
            new MixedInsured(
                "ORD-1",
                "AUTH-1",
                "",
                new MixedInsured.Place(new BigDecimal("104.06"), new BigDecimal("30.67")),
                WechatFixture.NOW)),
        amounts,
        WechatFixture.NOW.plusSeconds(900),
        URI.create("https://yima.example/notify"),
        URI.create("https://yima.example/back"));
  }

  private static String view(String mix, String self, String insurance) {
    return "{\"mix_trade_no\":\"MIX1\",\"out_trade_no\":\"ord_000001\",\"sub_mchid\":\"1600000009\","
        + "\"appid\":\"wx-app\",\"mix_pay_status\":\""
        + mix
        + "\",\"self_pay_status\":\""
        + self
        + "\",\"med_ins_pay_status\":\""
        + insurance
        + "\",\"paid_time\":\"2026-11-21T09:00:00+08:00\",\"total_fee\":202000,"
        + "\"med_ins_gov_fee\":100000,\"med_ins_self_fee\":45000,\"med_ins_other_fee\":5000,"
        + "\"med_ins_cash_fee\":50000,\"wechat_pay_cash_fee\":42000,"
        + "\"cash_add_detail\":[{\"cash_add_fee\":2000,\"cash_add_type\":\"FREIGHT\"}],"
        + "\"cash_reduce_detail\":[{\"cash_reduce_fee\":10000,\"cash_reduce_type\":\"DISCOUNT\"}]}";
  }

  private static String created() {
    return view("MIX_PAY_CREATED", "SELF_PAY_CREATED", "MED_INS_PAY_CREATED");
  }

  private static String decrypted(JsonNode text) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
    cipher.init(Cipher.DECRYPT_MODE, WechatPeer.platform().getPrivate());
    return new String(
        cipher.doFinal(Base64.getDecoder().decode(text.asText())), StandardCharsets.UTF_8);
  }

  @Test
  void theCashIsOrderedFirstAndThenTheWhole() throws Exception {
    says(CASH, 200, "{\"prepay_id\":\"wx1\"}");
    says(ORDERS, 200, created());
    Outcome<MixedCharge> asked = mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, true));

    JsonNode cash = JSON.readTree(peer.seen().get(0).body());
    assertThat(cash.at("/amount/total").asLong()).isEqualTo(42_000);
    assertThat(cash.path("out_trade_no").asText()).isEqualTo("ord_000001");
    JsonNode sent = JSON.readTree(peer.seen().get(1).body());
    assertThat(peer.seen()).hasSize(2);
    assertThat(peer.last().header("Wechatpay-Serial")).isEqualTo(WechatPeer.KEY_ID);
    assertThat(sent.path("mix_pay_type").asText()).isEqualTo("CASH_AND_INSURANCE");
    assertThat(sent.path("total_fee").asLong()).isEqualTo(202_000);
    assertThat(sent.path("wechat_pay_cash_fee").asLong()).isEqualTo(42_000);
    assertThat(sent.path("prepay_id").asText()).isEqualTo("wx1");
    assertThat(sent.path("geo_location").asText()).isEqualTo("104.06,30.67");
    assertThat(sent.path("med_ins_order_create_time").asText())
        .isEqualTo("2026-11-21T09:02:03+08:00");
    assertThat(JSON.readTree(sent.path("passthrough_request_content").asText()))
        .isEqualTo(
            JSON.readTree(
                "{\"payAuthNo\":\"AUTH-1\",\"payOrdId\":\"ORD-1\",\"setlLatlnt\":\"104.06,30.67\"}"));
    assertThat(decrypted(sent.at("/payer/name"))).isEqualTo("张三");
    assertThat(decrypted(sent.at("/payer/id_digest")))
        .isEqualTo("09eb26e839ff3a2e3980352ae45ef09e");

    NextAction next = ((Outcome.Pending<MixedCharge>) asked).nextAction();
    assertThat(next.kind()).isEqualTo(NextAction.Kind.WECHAT_MEDICAL);
    assertThat(next.params())
        .containsEntry("mixTradeNo", "MIX1")
        .containsEntry("package", "prepay_id=wx1")
        .containsKeys("appId", "timeStamp", "nonceStr", "signType", "paySign");
  }

  /** Fifteen digits become eighteen before they are digested, so both numbers are one person. */
  @Test
  void anOldDocumentHasTheDigestOfTheNewOne() {
    assertThat(IdDigest.of(new MixedPerson("甲", MixedPerson.Document.ID_CARD, "999999900101123")))
        .isEqualTo(
            IdDigest.of(new MixedPerson("甲", MixedPerson.Document.ID_CARD, "999999199001011238")))
        .isNotEqualTo("09eb26e839ff3a2e3980352ae45ef09e");
  }

  @Test
  void withoutCashThereIsNoOrderOfTheWalletAndNothingToSign() {
    says(ORDERS, 200, created());
    Outcome<MixedCharge> asked =
        mixed.order(WechatFixture.MERCHANT, order(MixedAmounts.of(100, 0, 0, 0), false));
    assertThat(peer.seen()).hasSize(1);
    assertThat(peer.last().body())
        .contains("\"INSURANCE_ONLY\"")
        .doesNotContain("prepay_id", "passthrough_request_content");
    assertThat(((Outcome.Pending<MixedCharge>) asked).nextAction().params())
        .isEqualTo(Map.of("appId", "wx-app", "mixTradeNo", "MIX1"));
  }

  @Test
  void anOrderThatIsThereIsTheAnswerWhenItIsThisOne() {
    says(CASH, 200, "{\"prepay_id\":\"wx1\"}");
    replies.put(ORDERS, refusal(400, "ALREADY_EXISTS", "268512536"));
    says(FOUND, 200, created());
    Outcome<MixedCharge> again = mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false));
    assertThat(((Outcome.Pending<MixedCharge>) again).nextAction().params())
        .containsEntry("mixTradeNo", "MIX1");
    assertThat(mixed.order(WechatFixture.MERCHANT, order(MixedAmounts.of(1, 0, 0, 42_000), false)))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "ALREADY_EXISTS.268512536"));
    says(FOUND, 200, view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ALREADY_EXISTS.268512536"));
  }

  /** Whatever it is refused by: it may stand since it was first sent, and be paid. */
  @ParameterizedTest
  @CsvSource({
    "400, PARAM_ERROR, 268547120",
    "400, INVALID_REQUEST, 268529481",
    "403, RULE_LIMIT, 0",
    "429, FREQUENCY_LIMITED, 0"
  })
  void aRefusalOfAnOrderThatIsThereIsNone(int status, String code, String number) {
    says(CASH, 200, "{\"prepay_id\":\"wx1\"}");
    replies.put(ORDERS, refusal(status, code, number));
    Outcome<MixedCharge> refused = mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false));
    assertThat(refused).as("none is there").isInstanceOf(Outcome.Declined.class);
    String why = ((Outcome.Declined<MixedCharge>) refused).code();
    says(FOUND, 200, created());
    Outcome<MixedCharge> waits = mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false));
    assertThat(((Outcome.Pending<MixedCharge>) waits).nextAction().params())
        .containsEntry("mixTradeNo", "MIX1");
    becomes(why);
    assertThat(mixed.order(WechatFixture.MERCHANT, order(MixedAmounts.of(1, 0, 0, 42_000), false)))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, why));
  }

  /** The cash is ordered first, and refused where it is paid. */
  @ParameterizedTest
  @CsvSource({"400, ORDER_PAID", "400, ORDER_CLOSED", "429, FREQUENCY_LIMITED"})
  void aRefusalOfItsCashIsNoneOfAnOrderThatIsThere(int status, String code) {
    replies.put(CASH, refusal(status, code, "0"));
    Outcome<MixedCharge> refused = mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false));
    assertThat(refused).as("none is there").isInstanceOf(Outcome.Declined.class);
    says(FOUND, 200, created());
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .as("there is nothing to send its payer to")
        .isEqualTo(Outcome.stillRunning());
    becomes(((Outcome.Declined<MixedCharge>) refused).code());
    replies.put(FOUND, refusal(429, "FREQUENCY_LIMITED", "0"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(peer.seen()).noneMatch(request -> request.path().equals(ORDERS));
  }

  private void becomes(String why) {
    says(FOUND, 200, view("MIX_PAY_FAIL", "SELF_PAY_FAIL", "MED_INS_PAY_FAIL"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, why));
    says(FOUND, 200, view("MIX_PAY_FAIL", "SELF_PAY_SUCCESS", "MED_INS_PAY_FAIL"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"));
    says(FOUND, 200, view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, why));
  }

  /** The order stands, whatever its query refuses: it may be paid. */
  @ParameterizedTest
  @CsvSource({"429, FREQUENCY_LIMITED", "403, NO_AUTH", "400, SOMETHING_NEW"})
  void anOrderThatIsThereIsNotRefusedBecauseItsQueryIs(int status, String code) {
    says(CASH, 200, "{\"prepay_id\":\"wx1\"}");
    replies.put(ORDERS, refusal(400, "ALREADY_EXISTS", "268512536"));
    replies.put(FOUND, refusal(status, code, "0"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @ParameterizedTest
  @CsvSource({
    "268545963, CREDENTIAL_NOT_ACTIVATED",
    "268545964, FAMILY_ACCOUNT_NOT_BOUND",
    "268547120, AUTHORISATION_INVALID",
    "268545967, AUTHORISATION_INVALID",
    "268545961, AUTHORISATION_INVALID",
    "268510603, INVALID_REQUEST",
    "268510610, INVALID_REQUEST",
    "268529477, INVALID_REQUEST",
    "268999999, INVALID_REQUEST"
  })
  void theNumberSaysWhyAnOrderIsRefused(String number, DeclineReason reason) {
    replies.put(ORDERS, refusal(400, "PARAM_ERROR", number));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(MixedAmounts.of(9, 0, 0, 0), false)))
        .isEqualTo(Outcome.declined(reason, "PARAM_ERROR." + number));
  }

  /** A number beside a signature that does not verify is nobody's word. */
  @Test
  void aForgedRefusalIsNoRefusal() {
    Peer.Reply forged = refusal(400, "PARAM_ERROR", "268547120");
    replies.put(ORDERS, new Peer.Reply(400, forged.headers(), forged.body() + " "));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(MixedAmounts.of(9, 0, 0, 0), false)))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @ParameterizedTest
  @CsvSource({
    "MIX_PAY_CREATED, SELF_PAY_CREATED, MED_INS_PAY_CREATED, CREATED, CREATED, CREATED",
    "MIX_PAY_USER_PAYING, SELF_PAY_CREATED, MED_INS_PAY_CREATED, PAYING, CREATED, CREATED",
    "MIX_PAY_SUCCESS, SELF_PAY_SUCCESS, MED_INS_PAY_SUCCESS, PAID, PAID, PAID",
    "MIX_PAY_FAIL, SELF_PAY_SUCCESS, MED_INS_PAY_FAIL, FAILED, PAID, FAILED",
    "MIX_PAY_REFUND, SELF_PAY_SUCCESS, MED_INS_PAY_REFUND, REFUNDED, PAID, REFUNDED",
    "MIX_PAY_REVERSED, SELF_PAY_REFUND, MED_INS_PAY_FAIL, REVERSED, REFUNDED, FAILED",
    "MIX_PAY_FAIL, SELF_PAY_FAIL, MED_INS_PAY_FAIL, FAILED, FAILED, FAILED"
  })
  void allThreeStatusesAreRead(
      String mix, String self, String ins, State state, Part cash, Part insurance) {
    says(FOUND, 200, view(mix, self, ins));
    MixedCharge charge =
        mixed.query(WechatFixture.MERCHANT, WechatFixture.ORDER).toOptional().orElseThrow();
    assertThat(charge.state()).isEqualTo(state);
    assertThat(charge.cash()).isEqualTo(cash);
    assertThat(charge.insurance()).isEqualTo(insurance);
    assertThat(charge.shares())
        .contains(new MixedCharge.Shares(100_000, 45_000, 5_000, 42_000, 202_000));
    assertThat(charge.paidAt().isPresent()).isEqualTo(state.wasPaid());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"total_fee\":202000', '\"total_fee\":202001'",
    "'\"wechat_pay_cash_fee\":42000', '\"wechat_pay_cash_fee\":42001'",
    "'\"med_ins_gov_fee\":100000', '\"med_ins_gov_fee\":-100000'",
    "MIX_PAY_SUCCESS, UNKNOWN_MIX_PAY_STATUS",
    "SELF_PAY_SUCCESS, SELF_PAY_CREATED",
    "MED_INS_PAY_SUCCESS, MED_INS_PAY_FAIL",
    "1600000009, 1600000010",
    "ord_000001, ord_000002",
    "paid_time, other_time"
  })
  void whatContradictsItselfIsNotBelieved(String right, String other) {
    says(
        FOUND,
        200,
        view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS").replace(right, other));
    assertThat(mixed.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  private static final String NO_CASH =
      view("MIX_PAY_SUCCESS", "NO_SELF_PAY", "MED_INS_PAY_SUCCESS")
          .replace("\"total_fee\":202000", "\"total_fee\":150000")
          .replace("\"wechat_pay_cash_fee\":42000", "\"wechat_pay_cash_fee\":0")
          .replace("\"med_ins_cash_fee\":50000", "\"med_ins_cash_fee\":0")
          .replaceFirst(",\"cash_add_detail.*", "}");
  private static final String NO_INSURANCE =
      view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "NO_MED_INS_PAY")
          .replace("\"total_fee\":202000", "\"total_fee\":52000")
          .replaceFirst("\"med_ins_gov_fee\".*\"med_ins_cash_fee\"", "\"med_ins_cash_fee\"");

  /** A part that is not there has no amount: else nobody would have paid it. */
  @Test
  void aPartIsMissingOnlyWhereItHasNoAmount() {
    for (String whole : List.of(NO_CASH, NO_INSURANCE)) {
      says(FOUND, 200, whole);
      assertThat(
              mixed
                  .query(WechatFixture.MERCHANT, WechatFixture.ORDER)
                  .toOptional()
                  .map(MixedCharge::state))
          .contains(State.PAID);
    }
    for (String unpaid :
        List.of(
            view("MIX_PAY_SUCCESS", "NO_SELF_PAY", "MED_INS_PAY_SUCCESS"),
            view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "NO_MED_INS_PAY"),
            view("MIX_PAY_CREATED", "NO_SELF_PAY", "MED_INS_PAY_CREATED"))) {
      says(FOUND, 200, unpaid);
      assertThat(mixed.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
  }

  /** The centre refused, and the wallet kept the payer's cash: somebody has to return it. */
  @Test
  void anOrderThatKeptOnePartIsNeverClosed() {
    says(FOUND, 200, view("MIX_PAY_FAIL", "SELF_PAY_SUCCESS", "MED_INS_PAY_FAIL"));
    Outcome<Closed> kept = Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED");
    assertThat(closed()).isEqualTo(kept);
    says(CASH, 200, "{\"prepay_id\":\"wx1\"}");
    replies.put(ORDERS, refusal(400, "ALREADY_EXISTS", "268512536"));
    assertThat(mixed.order(WechatFixture.MERCHANT, order(EXAMPLE, false)))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"));
    says(FOUND, 200, view("MIX_PAY_FAIL", "SELF_PAY_FAIL", "MED_INS_PAY_SUCCESS"));
    assertThat(closed()).isEqualTo(kept);
    says(FOUND, 200, view("MIX_PAY_FAIL", "SELF_PAY_FAIL", "MED_INS_PAY_FAIL"));
    assertThat(closed()).isEqualTo(Outcome.succeeded(new Closed("ord_000001")));
  }

  @Test
  void whatThePayerHasTypedThePasswordForIsClosedNoMoreAndSoonDecided() {
    says(FOUND, 200, created());
    replies.put(
        "/v3/pay/partner/transactions/out-trade-no/ord_000001/close",
        refusal(400, "INVALID_REQUEST", "268560650"));
    assertThat(closed()).isEqualTo(Outcome.stillRunning());
  }

  /** No signature covers it: it says why, never how an order stands. */
  @ParameterizedTest
  @ValueSource(strings = {"268529515", "268512536"})
  void aNumberAloneMakesNoOrderMissingOrThere(String number) {
    replies.put(FOUND, refusal(400, "PARAM_ERROR", number));
    assertThat(mixed.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "PARAM_ERROR." + number));
  }

  @Test
  void anOrderThatIsNotThereIsAnAnswer() {
    assertThat(mixed.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.succeeded(MixedCharge.notFound("ord_000001")));
  }

  @Test
  void onlyWhatThePayerHasNotBegunIsClosed() {
    String close = "/v3/pay/partner/transactions/out-trade-no/ord_000001/close";
    says(FOUND, 200, view("MIX_PAY_USER_PAYING", "SELF_PAY_CREATED", "MED_INS_PAY_CREATED"));
    assertThat(closed()).isEqualTo(Outcome.stillRunning());
    says(FOUND, 200, view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS"));
    assertThat(closed()).isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "MIX_PAY_SUCCESS"));
    says(FOUND, 200, NO_CASH.replace("SUCCESS", "CREATED"));
    assertThat(closed()).isEqualTo(Outcome.stillRunning());
    assertThat(peer.seen()).noneMatch(request -> request.path().equals(close));
    says(FOUND, 200, created());
    says(close, 204, "");
    assertThat(closed()).isEqualTo(Outcome.succeeded(new Closed("ord_000001")));
    assertThat(peer.last().path()).isEqualTo(close);
  }

  private Outcome<Closed> closed() {
    return mixed.close(WechatFixture.MERCHANT, WechatFixture.ORDER);
  }

  private static MixedRefundOrder refund(long cash, long fund) {
    return new MixedRefundOrder(
        WechatFixture.REFUND,
        "MIX1",
        42_000,
        cash,
        fund,
        0,
        0,
        WechatFixture.NOW,
        "退费",
        URI.create("https://yima.example/refund"));
  }

  private static String returned(String status) {
    return "{\"refund_id\":\"5001\",\"out_refund_no\":\"ref_000001\",\"out_trade_no\":\"ord_000001\","
        + "\"status\":\""
        + status
        + "\",\"success_time\":\"2026-11-21T09:00:00+08:00\","
        + "\"amount\":{\"total\":42000,\"refund\":42000}}";
  }

  @ParameterizedTest
  @EnumSource(WechatMixedSettings.Spelling.class)
  void theCashGoesBackAndThenTheWalletIsTold(WechatMixedSettings.Spelling spelling)
      throws Exception {
    says(REFUNDS, 200, returned("SUCCESS"));
    says(TOLD, 204, "");
    Outcome<MixedRefund> done =
        mixed(new WechatMixedSettings(spelling, false))
            .refund(WechatFixture.MERCHANT, refund(42_000, 100_000));
    assertThat(done.toOptional().orElseThrow().cash().orElseThrow().refundFen()).isEqualTo(42_000);
    assertThat(peer.last().target()).isEqualTo(TOLD + "?mix_trade_no=MIX1");
    JsonNode told = JSON.readTree(peer.last().body());
    assertThat(told.path("out_refund_no").asText()).isEqualTo("ref_000001");
    assertThat(told.path("med_refund_total_fee").asLong()).isEqualTo(100_000);
    assertThat(
            told.path(
                    spelling == WechatMixedSettings.Spelling.ONE_UNDERSCORE
                        ? "med_refund_gov_fee"
                        : "med_refund__gov_fee")
                .asLong())
        .isEqualTo(100_000);
  }

  @Test
  void theWeakerOfTheTwoStepsIsTheAnswer() {
    replies.put(REFUNDS, refusal(403, "NOT_ENOUGH", "0"));
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 9)))
        .isEqualTo(Outcome.declined(DeclineReason.MERCHANT_BALANCE_TOO_LOW, "NOT_ENOUGH"));
    replies.put(REFUNDS, refusal(500, "SYSTEM_ERROR", "0"));
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 9)))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(peer.seen()).noneMatch(request -> request.path().equals(TOLD));

    says(REFUNDS, 200, returned("PROCESSING"));
    says(TOLD, 204, "");
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 9)))
        .isEqualTo(Outcome.stillRunning());
    says(REFUNDS, 200, returned("SUCCESS"));
    replies.put(TOLD, refusal(400, "PARAM_ERROR", "0"));
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 9)))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(0, 9)))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "PARAM_ERROR"));
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 0)).isFinal()).isTrue();
  }

  @Test
  void cashThatCanNotArriveIsToldToWhoAsks() {
    says(REFUNDS, 200, returned("ABNORMAL"));
    says(TOLD, 204, "");
    assertThat(mixed.refund(WechatFixture.MERCHANT, refund(42_000, 9)))
        .as("the merchant is debited: nothing was refused")
        .isEqualTo(Outcome.stillRunning());
    says(REFUNDS + "/ref_000001", 200, returned("ABNORMAL"));
    assertThat(
            mixed
                .queryRefund(WechatFixture.MERCHANT, refund(42_000, 9).refund())
                .toOptional()
                .map(Refund::state))
        .contains(Refund.State.ABNORMAL);
  }

  @Test
  void theReportIsRead() {
    String body =
        WechatPeer.notification(
            "MEDICAL_INSURANCE.SUCCESS",
            view("MIX_PAY_SUCCESS", "SELF_PAY_SUCCESS", "MED_INS_PAY_SUCCESS"));
    Notification heard = mixed.parseNotification(WechatPeer.headers(body, WechatFixture.NOW), body);
    assertThat(heard).isInstanceOf(Notification.MixedChanged.class);
    Notification.MixedChanged changed = (Notification.MixedChanged) heard;
    assertThat(changed.merchant()).isEqualTo(WechatFixture.MERCHANT);
    assertThat(changed.charge().state()).isEqualTo(State.PAID);
    assertThat(changed.charge().paidAt()).contains(Instant.parse("2026-11-21T01:00:00Z"));
    assertThat(mixed.accepted().status()).isEqualTo(204);
    assertThat(mixed.refused().status()).isEqualTo(401);
  }

  @Test
  void whyInsuranceFailedIsACodeAtMost() {
    says(
        FOUND,
        200,
        view("MIX_PAY_REVERSED", "SELF_PAY_REFUND", "MED_INS_PAY_FAIL")
            .replace("\"total_fee\"", "\"med_ins_fail_reason\":\"张三 268510610\",\"total_fee\""));
    assertThat(
            mixed
                .query(WechatFixture.MERCHANT, WechatFixture.ORDER)
                .toOptional()
                .orElseThrow()
                .failure())
        .contains("268510610");
  }

  @Test
  void anotherProvidersMerchantIsRefusedBeforeAnythingIsSent() {
    Merchant other = Merchant.of("1900000002", "a", "b");
    assertThatThrownBy(() -> mixed.query(other, WechatFixture.ORDER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(peer.seen()).isEmpty();
  }
}
