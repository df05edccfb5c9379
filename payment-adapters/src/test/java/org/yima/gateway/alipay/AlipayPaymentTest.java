package org.yima.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.gateway.alipay.AlipayFixture.reply;
import static org.yima.gateway.alipay.AlipayFixture.signed;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.MixedRefund;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/**
 * The national mobile payment's answers, those too that a sandbox in its right mind never gives.
 */
class AlipayPaymentTest {
  private static final Merchant MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000307", "token");
  private static final OrderRef ORDER = new OrderRef("ORDER1", Instant.EPOCH);
  private static final Outcome<MixedCharge> UNREADABLE = Outcome.unknown(UnknownCause.UNREADABLE);

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private final Map<String, Runnable> effects = new ConcurrentHashMap<>();
  private final AlipayPayment wallet =
      new AlipayPayment(
          AlipayFixture.settings(peer), AlipayPaymentSettings.usual(), MERCHANT.provider());

  @BeforeEach
  void open() {
    peer.behave(
        request -> {
          Map<String, String> query =
              AlipayFixture.form(request.target().substring(request.target().indexOf('?') + 1));
          String method = query.get("method");
          query.putAll(AlipayFixture.form(request.body()));
          asked.put(method, query);
          effects.getOrDefault(method, () -> {}).run();
          String node = method.replace('.', '_') + "_response";
          return answers.containsKey(method)
              ? reply(200, signed(node, answers.get(method)))
              : new Peer.Hang();
        });
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private void says(String method, String node) {
    answers.put("alipay." + method, node);
  }

  private void stands(String more) {
    says(
        "commerce.medical.payment.query",
        "{\"code\":\"10000\",\"result_code\":\"SUCCESS\",\"result_data\":{"
            + "\"chnl_ord_sn\":\"C1\",\"out_trade_no\":\"ORDER1\",\"gov_amount\":\"10.00\","
            + "\"account_amount\":\"5.00\",\"total_amount\":\"%s\""
                .formatted(more.contains("\"real_amount\":\"0") ? "15.00" : "20.00")
            + more
            + "}}");
  }

  private static String mixed(String medical, String own, String back) {
    return ",\"real_amount\":\"5.00\",\"pay_type\":\"MIXED_PAYMENT\",\"trade_no\":\"T1\","
        + "\"gmt_paid\":\"2026-11-21 09:00:00\",\"medical_pay_status\":\"%s\",\"own_pay_status\":\"%s\",\"real_refund_amount\":\"%s\""
            .formatted(medical, own, back);
  }

  private Outcome<MixedCharge> query() {
    return wallet.query(MERCHANT, ORDER);
  }

  @ParameterizedTest
  @CsvSource({
    "INIT,    WAIT_BUYER_PAY, 0,    CREATED,  CREATED,  false",
    "INIT,    TRADE_SUCCESS,  0,    PAYING,   PAID,     false",
    "INIT,    TRADE_CLOSED,   0,    FAILED,   FAILED,   false",
    "INIT,    TRADE_CLOSED,   5.00, PAYING,   REFUNDED, false",
    "SUCCESS, TRADE_SUCCESS,  0,    PAID,     PAID,     false",
    "SUCCESS, TRADE_FINISHED, 0.00, PAID,     PAID,     false",
    "SUCCESS, TRADE_SUCCESS,  1.00, REFUNDED, REFUNDED, false",
    "SUCCESS, WAIT_BUYER_PAY, 0,    PAYING,   CREATED,  false",
    "SUCCESS, TRADE_CLOSED,   0,    FAILED,   FAILED,   true",
    "SUCCESS, TRADE_CLOSED,   5.00, REFUNDED, REFUNDED, false",
    "REFUND,  TRADE_SUCCESS,  0,    REFUNDED, PAID,     false",
    "REFUND,  TRADE_CLOSED,   5.00, REFUNDED, REFUNDED, false",
    "REFUND,  TRADE_CLOSED,   0,    REVERSED, FAILED,   false",
    "FAIL,    TRADE_CLOSED,   5.00, REVERSED, REFUNDED, false",
    "FAIL,    TRADE_SUCCESS,  0,    FAILED,   PAID,     true",
    "FAIL,    WAIT_BUYER_PAY, 0,    CREATED,  CREATED,  false",
    "CLOSED,  TRADE_CLOSED,   0,    FAILED,   FAILED,   false"
  })
  void theWholeFollowsFromItsParts(
      String medical,
      String own,
      String back,
      MixedCharge.State state,
      MixedCharge.Part cash,
      boolean oneSided) {
    stands(mixed(medical, own, back));
    MixedCharge charge = query().toOptional().orElseThrow();
    assertThat(charge.state()).isEqualTo(state);
    assertThat(charge.cash()).isEqualTo(cash);
    assertThat(charge.isOneSided()).isEqualTo(oneSided);
    assertThat(charge.number()).isEqualTo("C1");
    assertThat(charge.shares()).contains(new MixedCharge.Shares(1_000, 500, 0, 500, 2_000));
  }

  @Test
  void anOrderWithoutCashIsPaidByInsuranceAlone() {
    String insured =
        ",\"real_amount\":\"0.00\",\"pay_type\":\"MEDICAL_PAYMENT\",\"medical_pay_status\":\"SUCCESS\"";
    stands(insured + ",\"gmt_paid\":\"2026-11-21 09:00:00\"");
    MixedCharge charge = query().toOptional().orElseThrow();
    assertThat(charge.state()).isEqualTo(MixedCharge.State.PAID);
    assertThat(charge.cash()).isEqualTo(MixedCharge.Part.NONE);
    assertThat(charge.paidAt()).contains(Instant.parse("2026-11-21T01:00:00Z"));
    stands(insured);
    assertThat(query()).as("paid without a time").isEqualTo(UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"real_amount\":\"5.00\",\"pay_type\":\"MEDICAL_PAYMENT\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\"",
        ",\"real_amount\":\"0\",\"pay_type\":\"MIXED_PAYMENT\",\"medical_pay_status\":\"INIT\"",
        ",\"real_amount\":\"5.00\",\"medical_pay_status\":\"INIT\"",
        ",\"real_amount\":\"5.00\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"PAID\"",
        ",\"real_amount\":\"5.00\",\"medical_pay_status\":\"OTHER\",\"own_pay_status\":\"WAIT_BUYER_PAY\"",
        ",\"real_amount\":\"5.00\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\",\"real_refund_amount\":\"1.00\"",
        ",\"real_amount\":\"5.01\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\"",
        ",\"real_amount\":\"4.00\",\"insurance_subsidy_mode\":\"ADD\",\"insurance_subsidy_amount\":\"1.00\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\"",
        ",\"real_amount\":\"5.001\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\"",
        ""
      })
  void whatContradictsItselfIsNotKnown(String more) {
    stands(more);
    assertThat(query()).isEqualTo(UNREADABLE);
  }

  @Test
  void anotherOrdersAnswerIsNone() {
    stands(mixed("SUCCESS", "TRADE_SUCCESS", "0"));
    assertThat(wallet.query(MERCHANT, new OrderRef("ORDER2", Instant.EPOCH))).isEqualTo(UNREADABLE);
  }

  @Test
  void anOrderThatIsNotThereMayBeSaidInTwoPlaces() {
    Outcome<MixedCharge> none = Outcome.succeeded(MixedCharge.notFound("ORDER1"));
    says(
        "commerce.medical.payment.query",
        "{\"code\":\"10000\",\"result_code\":\"ORDER_NOT_EXIST\",\"error_message\":\"x\"}");
    assertThat(query()).isEqualTo(none);
    says("commerce.medical.payment.query", "{\"code\":\"40004\",\"sub_code\":\"ORDER_NOT_EXIST\"}");
    assertThat(query()).isEqualTo(none);
    says("commerce.medical.payment.query", "{\"code\":\"10000\",\"result_code\":\"BUSY\"}");
    assertThat(query()).isEqualTo(Outcome.declined(DeclineReason.OTHER, "BUSY"));
    says("commerce.medical.payment.query", "{\"code\":\"10000\"}");
    assertThat(query()).as("neither done nor refused").isEqualTo(UNREADABLE);
  }

  private static MixedOrder order(Optional<MixedInsured> insured, MixedAmounts amounts) {
    return new MixedOrder(
        ORDER,
        MixedOrder.Kind.OUTPATIENT,
        "门诊缴费",
        new MixedPayer(
            "2088000000000999",
            new MixedPerson("丁", MixedPerson.Document.ID_CARD, "44030019000101123X"),
            Optional.empty()),
        "M1",
        new MixedInstitution("", "H99010000002", "第二医院", "990101", true),
        insured,
        amounts,
        Instant.parse("2026-11-21T02:00:00Z"),
        URI.create("https://yima.example/told"),
        URI.create("https://yima.example/back"));
  }

  private static final MixedInsured INSURED =
      new MixedInsured(
          "ORD1",
          "AUTH1",
          "",
          new MixedInsured.Place(new BigDecimal("104.06"), new BigDecimal("30.65")),
          Instant.EPOCH);

  @Test
  void anOrderSaysWhatTheMethodHasAPlaceFor() {
    MixedOrder order = order(Optional.of(INSURED), MixedAmounts.of(1_000, 500, 0, 500));
    String data =
        "{\"code\":\"10000\",\"result_code\":\"SUCCESS\",\"data\":{\"chnl_ord_sn\":\"C1\","
            + "\"med_org_ord\":\"M1\",\"out_trade_no\":\"%s\",\"pay_order_id\":\"%s\",\"pay_url\":\"%s\"}}";
    String method = "commerce.medical.payment.createandpay";
    says(method, data.formatted("ORDER1", "ORD1", "https://pay.example/1"));
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(
            Outcome.pending(
                new NextAction(NextAction.Kind.LINK, Map.of("url", "https://pay.example/1"))));
    Map<String, String> sent = asked.get("alipay." + method);
    assertThat(sent)
        .containsEntry("app_auth_token", "token")
        .containsEntry("notify_url", "https://yima.example/told");
    assertThat(sent.get("biz_content"))
        .contains(
            "\"payment_city_code\":\"990101\"",
            "\"call_url\":\"https:\\/\\/yima.example\\/back\"",
            "\"real_amount\":\"5.00\"",
            "\"gmt_expire_time\":\"2026-11-21 10:00:00\"",
            "\"alipay_user_id\":\"2088000000000999\"",
            "\\\"payOrdId\\\":\\\"ORD1\\\"")
        .doesNotContain("丁", "44030019000101123X", "门诊");

    for (String other :
        new String[] {
          data.formatted("ORDER2", "ORD1", "https://pay.example/1"),
          data.formatted("ORDER1", "ORD2", "https://pay.example/1"),
          data.formatted("ORDER1", "ORD1", "javascript:alert(1)")
        }) {
      says(method, other);
      assertThat(wallet.order(MERCHANT, order)).isEqualTo(UNREADABLE);
    }
    says(method, "{\"code\":\"10000\",\"result_code\":\"AUTH_EXPIRED\"}");
    says("commerce.medical.payment.query", "{\"code\":\"40004\",\"sub_code\":\"ORDER_NOT_EXIST\"}");
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.OTHER, "AUTH_EXPIRED"));
  }

  /** Whatever word it is refused by: it may stand since it was first sent, and be paid. */
  @Test
  void anOrderThatIsThereIsNotRefused() {
    MixedOrder order = order(Optional.of(INSURED), MixedAmounts.of(1_000, 500, 0, 500));
    says("commerce.medical.payment.createandpay", "{\"code\":\"10000\",\"result_code\":\"NEW\"}");
    stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
    assertThat(wallet.order(MERCHANT, order)).isEqualTo(Outcome.stillRunning());
    stands(mixed("SUCCESS", "TRADE_SUCCESS", "0"));
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "NEW"));
    stands(mixed("FAIL", "TRADE_SUCCESS", "0"));
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"));
    stands(mixed("CLOSED", "TRADE_CLOSED", "0"));
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "NEW"));
    MixedOrder other = order(Optional.of(INSURED), MixedAmounts.of(500, 1_000, 0, 500));
    assertThat(wallet.order(MERCHANT, other))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "NEW"));
    String busy = "{\"code\":\"40005\",\"sub_code\":\"isv.call-limited\"}";
    says("commerce.medical.payment.createandpay", busy);
    stands(mixed("SUCCESS", "TRADE_SUCCESS", "0"));
    assertThat(wallet.order(MERCHANT, order))
        .as("that we call too often says nothing of the order")
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "isv.call-limited"));
    says("commerce.medical.payment.query", "{\"code\":\"40004\",\"sub_code\":\"ORDER_NOT_EXIST\"}");
    assertThat(wallet.order(MERCHANT, order))
        .isEqualTo(Outcome.declined(DeclineReason.BUSY, "isv.call-limited"));
    says("commerce.medical.payment.query", busy);
    assertThat(wallet.order(MERCHANT, order)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void anOrderThatInsuranceHasNoPartInIsTheWalletsOwn() {
    assertThat(wallet.order(MERCHANT, order(Optional.empty(), MixedAmounts.of(0, 0, 0, 500))))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "CASH_ONLY"));
    assertThat(asked).as("nothing was asked").isEmpty();
  }

  /** What an order that waited when it was looked at can be once its cash was closed. */
  private static final Map<String, Outcome<Closed>> BECOMES =
      Map.of(
          mixed("CLOSED", "TRADE_CLOSED", "0"), Outcome.succeeded(new Closed("ORDER1")),
          mixed("INIT", "TRADE_CLOSED", "0"), Outcome.succeeded(new Closed("ORDER1")),
          mixed("SUCCESS", "TRADE_SUCCESS", "0"),
              Outcome.declined(DeclineReason.ALREADY_PAID, "PAID"),
          mixed("SUCCESS", "TRADE_CLOSED", "0"),
              Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"),
          mixed("INIT", "WAIT_BUYER_PAY", "0"), Outcome.stillRunning());

  private Outcome<Closed> closed() {
    return wallet.close(MERCHANT, ORDER);
  }

  @Test
  void closingIsClosingTheCash() {
    stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
    says("trade.close", "{\"code\":\"10000\",\"trade_no\":\"T1\",\"out_trade_no\":\"ORDER1\"}");
    BECOMES.forEach(
        (then, said) -> {
          stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
          effects.put("alipay.trade.close", () -> stands(then));
          assertThat(closed()).as(then).isEqualTo(said);
        });
    effects.clear();
    assertThat(asked.get("alipay.trade.close").get("biz_content")).contains("\"T1\"");
    assertThat(asked).doesNotContainKey("alipay.commerce.medical.trade.cancel");
  }

  @Test
  void whetherTheCashIsClosedMayStayUnknown() {
    stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
    says("trade.close", "{\"code\":\"10000\",\"trade_no\":\"T1\",\"out_trade_no\":\"ORDER1\"}");
    effects.put(
        "alipay.trade.close",
        () ->
            says(
                "commerce.medical.payment.query",
                "{\"code\":\"40005\",\"sub_code\":\"isv.call-limited\"}"));
    assertThat(closed())
        .as("the insurance may have been settled in between")
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    effects.clear();
    stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
    says("trade.close", "{\"code\":\"10000\",\"trade_no\":\"T2\"}");
    assertThat(closed()).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    says("trade.close", "{\"code\":\"40004\",\"sub_code\":\"ACQ.REASON_TRADE_STATUS_INVALID\"}");
    assertThat(closed())
        .as("the payer was quicker, or it is closed")
        .isEqualTo(Outcome.stillRunning());
    says("trade.close", "{\"code\":\"40004\",\"sub_code\":\"ACQ.SOMETHING_NEW\"}");
    assertThat(closed()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void whatHasNoCashToCloseWaitsForTheCentre() {
    stands(",\"real_amount\":\"0.00\",\"medical_pay_status\":\"INIT\"");
    assertThat(closed()).isEqualTo(Outcome.stillRunning());
    stands(
        ",\"real_amount\":\"5.00\",\"medical_pay_status\":\"INIT\",\"own_pay_status\":\"WAIT_BUYER_PAY\"");
    assertThat(closed()).as("no trade yet").isEqualTo(Outcome.stillRunning());
    stands(",\"real_amount\":\"0.00\",\"medical_pay_status\":\"CLOSED\"");
    assertThat(closed()).isEqualTo(Outcome.succeeded(new Closed("ORDER1")));
    stands(mixed("FAIL", "TRADE_SUCCESS", "0"));
    assertThat(closed())
        .as("somebody has to return it")
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"));
    stands(mixed("SUCCESS", "TRADE_SUCCESS", "0"));
    assertThat(closed()).isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "PAID"));
    assertThat(asked).as("nothing was closed").doesNotContainKey("alipay.trade.close");
  }

  private Outcome<MixedRefund> refund(long cashFen) {
    return wallet.refund(
        MERCHANT,
        new MixedRefundOrder(
            new RefundRef("R1", Instant.EPOCH, ORDER),
            "C1",
            500,
            cashFen,
            1_000,
            500,
            0,
            Instant.EPOCH,
            "退费",
            URI.create("https://yima.example/told")));
  }

  private static String refunded(String tradeNo, String number, String fen) {
    return "{\"code\":\"10000\",\"trade_no\":\"%s\",\"out_request_no\":\"%s\",\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"%s\",\"gmt_refund_pay\":\"2026-11-21 10:00:00\"}"
        .formatted(tradeNo, number, fen);
  }

  @Test
  void theCashGoesBackAsTheTradeThatItIs() {
    stands(mixed("REFUND", "TRADE_SUCCESS", "0"));
    says("trade.refund", "{\"code\":\"10000\",\"trade_no\":\"T1\",\"refund_fee\":\"5.00\"}");
    says("trade.fastpay.refund.query", refunded("T1", "R1", "5.00"));
    assertThat(refund(500).toOptional().flatMap(MixedRefund::cash).map(Refund::refundFen))
        .contains(500L);
    assertThat(asked.get("alipay.trade.refund").get("biz_content"))
        .contains("\"trade_no\":\"T1\"", "\"out_request_no\":\"R1\"", "\"5.00\"");

    Outcome<MixedRefund> unreadable = Outcome.unknown(UnknownCause.UNREADABLE);
    says("trade.fastpay.refund.query", refunded("T2", "R1", "5.00"));
    assertThat(refund(500)).isEqualTo(unreadable);
    says("trade.fastpay.refund.query", refunded("T1", "R2", "5.00"));
    assertThat(refund(500)).isEqualTo(unreadable);
    says("trade.fastpay.refund.query", refunded("T1", "R1", "4.00"));
    assertThat(refund(500))
        .as("of another amount, though this one was taken")
        .isEqualTo(unreadable);
    says("trade.fastpay.refund.query", "{\"code\":\"10000\"}");
    assertThat(refund(500)).as("not there yet").isEqualTo(Outcome.stillRunning());
    says(
        "commerce.medical.payment.query", "{\"code\":\"40005\",\"sub_code\":\"isv.call-limited\"}");
    assertThat(refund(500))
        .as("it may have been returned before")
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void onlyARefusalOfTheRefundItselfSaysThatNothingMoved() {
    stands(mixed("REFUND", "TRADE_SUCCESS", "0"));
    says("trade.refund", "{\"code\":\"40004\",\"sub_code\":\"ACQ.SELLER_BALANCE_NOT_ENOUGH\"}");
    assertThat(refund(500))
        .isEqualTo(
            Outcome.declined(
                DeclineReason.MERCHANT_BALANCE_TOO_LOW, "ACQ.SELLER_BALANCE_NOT_ENOUGH"));
    says("trade.refund", "{\"code\":\"10000\",\"trade_no\":\"T1\",\"refund_fee\":\"5.00\"}");
    says("trade.fastpay.refund.query", "{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}");
    assertThat(refund(500)).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(refund(0)).isEqualTo(Outcome.succeeded(new MixedRefund("R1", Optional.empty())));
    stands(",\"real_amount\":\"0.00\",\"medical_pay_status\":\"INIT\"");
    assertThat(refund(500)).isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "TRADE_NO"));
  }

  private static Optional<Refund.State> standing(AlipayPayment wallet) {
    return wallet
        .queryRefund(MERCHANT, new RefundRef("R1", Instant.EPOCH, ORDER))
        .toOptional()
        .map(Refund::state);
  }

  @Test
  void theCashIsAskedForAsTheTradeThatItIs() {
    stands(mixed("REFUND", "TRADE_SUCCESS", "0"));
    says("trade.fastpay.refund.query", refunded("T1", "R1", "5.00"));
    assertThat(standing(wallet)).contains(Refund.State.SUCCEEDED);
    says("trade.fastpay.refund.query", "{\"code\":\"10000\"}");
    assertThat(standing(wallet)).contains(Refund.State.NOT_FOUND);
    says("trade.fastpay.refund.query", "{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}");
    assertThat(standing(wallet)).as("a trade that its order names").isEmpty();
    stands(",\"real_amount\":\"0.00\",\"medical_pay_status\":\"INIT\"");
    assertThat(standing(wallet)).as("there is no cash").contains(Refund.State.NOT_FOUND);
    assertThat(asked).as("nothing moves").doesNotContainKey("alipay.trade.refund");
  }

  /** The same, where the cash is closed and returned by the other family's methods. */
  private AlipayPayment byOrder() {
    AlipayPaymentSettings usual = AlipayPaymentSettings.usual();
    return new AlipayPayment(
        AlipayFixture.settings(peer),
        new AlipayPaymentSettings(
            usual.words(),
            usual.channelCode(),
            usual.scene(),
            usual.callUrl(),
            AlipayPaymentSettings.Cash.MEDICAL,
            usual.done(),
            usual.noOrder(),
            usual.own(),
            usual.medical(),
            usual.insuranceOnly(),
            usual.mixed()),
        MERCHANT.provider());
  }

  @Test
  void theCashMayBeClosedByTheOrdersOwnNumber() {
    says(
        "commerce.medical.trade.cancel",
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"trade_cancel_result\":\"SUCCESS\"}");
    BECOMES.forEach(
        (then, said) -> {
          stands(mixed("INIT", "WAIT_BUYER_PAY", "0"));
          effects.put("alipay.commerce.medical.trade.cancel", () -> stands(then));
          assertThat(byOrder().close(MERCHANT, ORDER)).as(then).isEqualTo(said);
        });
    assertThat(asked).doesNotContainKey("alipay.trade.close");
  }

  @Test
  void theCashMayGoBackByTheOrdersOwnNumber() {
    MixedRefundOrder order =
        new MixedRefundOrder(
            new RefundRef("R1", Instant.EPOCH, ORDER),
            "C1",
            500,
            500,
            1_000,
            500,
            0,
            Instant.EPOCH,
            "退费",
            URI.create("https://yima.example/told"));
    String known =
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"refund_request_no\":\"R1\",\"refund_amount\":\"5.00\",\"refund_status\":\"%s\"}";
    says("commerce.medical.trade.refund", "{\"code\":\"10000\"}");
    says("commerce.medical.trade.refund.query", known.formatted("REFUND_SUCCESS"));
    assertThat(
            byOrder()
                .refund(MERCHANT, order)
                .toOptional()
                .flatMap(MixedRefund::cash)
                .map(Refund::refundFen))
        .contains(500L);
    for (String open : new String[] {"REFUND_PROCESSING", "REFUND_FAIL"}) {
      says("commerce.medical.trade.refund.query", known.formatted(open));
      assertThat(byOrder().refund(MERCHANT, order))
          .as("taken, so that it is no refusal: " + open)
          .isEqualTo(Outcome.stillRunning());
    }
    assertThat(standing(byOrder())).as("who asks is told").contains(Refund.State.ABNORMAL);
    says(
        "commerce.medical.trade.refund.query",
        "{\"code\":\"40004\",\"sub_code\":\"REFUND_NOT_EXIST\"}");
    assertThat(standing(byOrder())).contains(Refund.State.NOT_FOUND);
    assertThat(asked).doesNotContainKey("alipay.trade.refund");
  }

  @Test
  void theTwoFamiliesReportInWordsOfTheirOwn() {
    AlipayMixedSettings usual = AlipayMixedSettings.usual();
    AlipayMixedSettings same =
        new AlipayMixedSettings(
            AlipayPaymentSettings.usual().words(),
            usual.industry(),
            usual.scene(),
            usual.insured(),
            usual.own(),
            usual.whole(),
            usual.part());
    assertThatThrownBy(
            () ->
                new AlipayMedical(
                    AlipayFixture.settings(peer),
                    new AlipayMedical.Families(AlipayMedical.Family.TRADE, Map.of()),
                    same,
                    AlipayPaymentSettings.usual(),
                    MERCHANT.provider()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
