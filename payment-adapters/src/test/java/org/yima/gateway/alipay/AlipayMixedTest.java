package org.yima.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.gateway.alipay.AlipayFixture.reply;
import static org.yima.gateway.alipay.AlipayFixture.signed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/** What became of an order while it was closed, which a sandbox is too quick to show. */
class AlipayMixedTest {
  private static final Merchant MERCHANT =
      new Merchant("2088000000000001", "2021000000000001", "2088000000000307", "token");
  private static final OrderRef ORDER = new OrderRef("ORDER1", Instant.EPOCH);
  private static final String QUERY = "alipay.commerce.medical.trade.query";
  private static final String REFUND = "alipay.commerce.medical.trade.refund.query";
  private static final String CANCEL = "alipay.commerce.medical.trade.cancel";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> effects = new ConcurrentHashMap<>();
  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final AlipayMixed wallet =
      new AlipayMixed(
          AlipayFixture.settings(peer), AlipayMixedSettings.usual(), MERCHANT.provider());

  @BeforeEach
  void open() {
    answers.put(
        CANCEL,
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"trade_cancel_result\":\"SUCCESS\"}");
    peer.behave(
        request -> {
          String query = request.target().substring(request.target().indexOf('?') + 1);
          String method = AlipayFixture.form(query).get("method");
          effects.getOrDefault(method, () -> {}).run();
          return reply(200, signed(method.replace('.', '_') + "_response", answers.get(method)));
        });
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private void stands(String whole, String medical, String own) {
    answers.put(
        QUERY,
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"trade_no\":\"T1\",\"order_type\":\"%s\","
                .formatted(AlipayMixedSettings.usual().insured())
            + "\"gov_amount\":\"10.00\",\"account_amount\":\"5.00\",\"real_amount\":\"5.00\","
            + "\"total_amount\":\"20.00\",\"gmt_own_paid\":\"2026-11-21 09:00:00\","
            + "\"trade_status\":\"%s\",\"medical_pay_status\":\"%s\",\"own_pay_status\":\"%s\"}"
                .formatted(whole, medical, own));
  }

  private Outcome<Closed> closed(Runnable meanwhile) {
    stands("INIT", "INIT", "INIT");
    effects.put(CANCEL, meanwhile);
    return wallet.close(MERCHANT, ORDER);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, SUCCESS, SUCCESS, PAID",
    "REFUND, SUCCESS, REFUND, REFUNDED",
    "CLOSED, SUCCESS, FAIL, ONE_SIDED",
    "REVERSED, SUCCESS, REFUND, ONE_SIDED"
  })
  void whatWasPaidMeanwhileIsNotClosed(String whole, String medical, String own, String code) {
    assertThat(closed(() -> stands(whole, medical, own)))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, code));
  }

  private Outcome<Refund> asked(String number, String fields) {
    answers.put(
        REFUND,
        "{\"code\":\"10000\",\"out_trade_no\":\"ORDER1\",\"refund_request_no\":\"%s\","
                .formatted(number)
            + "\"refund_amount\":\"5.00\"%s}".formatted(fields));
    return wallet.queryRefund(MERCHANT, new RefundRef("R1", Instant.EPOCH, ORDER));
  }

  @ParameterizedTest
  @CsvSource({
    "REFUND_SUCCESS, SUCCEEDED",
    "REFUND_PROCESSING, PROCESSING",
    "REFUND_FAIL, ABNORMAL"
  })
  void aRefundIsToldByItsWord(String word, Refund.State state) {
    String status = ",\"refund_status\":\"%s\"".formatted(word);
    assertThat(asked("R1", status).toOptional().map(Refund::state)).contains(state);
    assertThat(asked("R2", status)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aRefundWithoutAWordThatIsKnownIsNone() {
    Outcome<Refund> unreadable = Outcome.unknown(UnknownCause.UNREADABLE);
    assertThat(asked("R1", "")).isEqualTo(unreadable);
    assertThat(asked("R1", ",\"refund_status\":\"REFUND\"")).isEqualTo(unreadable);
    for (String missing : List.of("REFUND_NOT_EXIST", "ACQ.REFUND_NOT_EXIST", "TRADE_NOT_EXIST")) {
      answers.put(REFUND, "{\"code\":\"40004\",\"sub_code\":\"%s\"}".formatted(missing));
      assertThat(wallet.queryRefund(MERCHANT, new RefundRef("R1", Instant.EPOCH, ORDER)))
          .isEqualTo(Outcome.succeeded(Refund.notFound("R1")));
    }
    answers.put(REFUND, "{\"code\":\"40004\",\"sub_code\":\"ACQ.INVALID_PARAMETER\"}");
    assertThat(wallet.queryRefund(MERCHANT, new RefundRef("R1", Instant.EPOCH, ORDER)))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "ACQ.INVALID_PARAMETER"));
  }

  @Test
  void whatNobodyPaidIsClosedOnceItIsSaidToBe() {
    assertThat(closed(() -> stands("CLOSED", "FAIL", "FAIL")))
        .isEqualTo(Outcome.succeeded(new Closed("ORDER1")));
    assertThat(closed(() -> stands("PAYING", "INIT", "INIT"))).isEqualTo(Outcome.stillRunning());
    assertThat(closed(() -> {})).as("it waits still").isEqualTo(Outcome.stillRunning());
    assertThat(
            closed(
                () -> answers.put(QUERY, "{\"code\":\"40005\",\"sub_code\":\"isv.call-limited\"}")))
        .as("nobody says what became of it")
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }
}
