package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Reversed;

/** Payment codes over the wire: sent once, believed only when signed and about this order. */
class CodePayTest {
  private static final CodePayment PAYMENT =
      new CodePayment(WechatFixture.ORDER, "门诊缴费", 1234, "134567890123456789", "T1", "H990101");
  private static final Charge PAID =
      new Charge(
          "ord_000001",
          Charge.State.PAID,
          1234,
          Optional.of("4200001"),
          Optional.of(Instant.parse("2026-11-21T01:00:00Z")));

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private WechatWallet wallet = WechatFixture.wallet(peer.uri(), 20_000);

  @AfterEach
  void close() {
    peer.close();
  }

  private void answers(int status, String body) {
    peer.behave(
        request ->
            WechatPeer.accepts(request)
                ? WechatPeer.answer(status, body, WechatFixture.NOW)
                : new Peer.Reply(
                    401,
                    Map.of("Content-Type", "application/json"),
                    "{\"code\":\"SIGN_ERROR\",\"message\":\"m\"}"));
  }

  private void refuses(int status, String code) {
    answers(status, "{\"code\":\"" + code + "\",\"message\":\"m\"}");
  }

  private Outcome<Charge> pay() {
    return wallet.payByCode(WechatFixture.MERCHANT, PAYMENT);
  }

  private Outcome<Reversed> reverse() {
    return wallet.reverse(WechatFixture.MERCHANT, WechatFixture.ORDER);
  }

  @Test
  void aCodePaysForTheInstitutionsOwnMerchant() {
    answers(200, WechatFixture.transaction("SUCCESS", WechatFixture.paid()));
    assertThat(pay()).isEqualTo(Outcome.succeeded(PAID));
    assertThat(peer.seen()).hasSize(1);
    assertThat(peer.last().method()).isEqualTo("POST");
    assertThat(peer.last().target()).isEqualTo("/v3/pay/partner/transactions/codepay");
    assertThat(peer.last().body())
        .isEqualTo(
            "{\"sp_appid\":\"wx-app\",\"sp_mchid\":\"1900000001\",\"sub_mchid\":\"1600000009\","
                + "\"description\":\"门诊缴费\",\"out_trade_no\":\"ord_000001\","
                + "\"payer\":{\"auth_code\":\"134567890123456789\"},"
                + "\"amount\":{\"total\":1234,\"currency\":\"CNY\"},"
                + "\"scene_info\":{\"device_id\":\"T1\",\"store_info\":{\"out_id\":\"H990101\"}}}");
    assertThat(PAYMENT.toString()).doesNotContain("1345");
  }

  @ParameterizedTest
  @ValueSource(strings = {"USERPAYING", "ACCEPT", "NOTPAY"})
  void aPasswordThatIsBeingTypedIsPending(String state) {
    answers(200, WechatFixture.transaction(state, ""));
    assertThat(pay()).isEqualTo(Outcome.stillRunning());
  }

  @Test
  void thatItIsBeingTypedMayBeSaidAsARefusalToo() {
    refuses(400, "USERPAYING");
    assertThat(pay()).isEqualTo(Outcome.stillRunning());
    refuses(400, "USER_PAYING");
    assertThat(pay()).isEqualTo(Outcome.stillRunning());
  }

  @Test
  void aPaymentThatFailedIsOver() {
    answers(200, WechatFixture.transaction("PAYERROR", ""));
    assertThat(pay()).isEqualTo(Outcome.declined(DeclineReason.PAYER_RESTRICTED, "PAYERROR"));
    answers(200, WechatFixture.transaction("CLOSED", ""));
    assertThat(pay()).isEqualTo(Outcome.declined(DeclineReason.CLOSED, "CLOSED"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, AUTH_CODE_INVALID, AUTHORISATION_INVALID",
    "400, AUTH_CODE_EXPIRE,  AUTHORISATION_INVALID",
    "403, NOT_ENOUGH,        PAYER_RESTRICTED",
    "403, RULE_LIMIT,        PAYER_RESTRICTED",
    "400, ORDER_CLOSED,      CLOSED",
    "403, NO_AUTH,           NOT_PERMITTED",
    "400, PARAM_ERROR,       INVALID_REQUEST",
    "429, FREQUENCY_LIMITED, BUSY"
  })
  void aRefusalThatIsKnownHasItsReason(int status, String code, DeclineReason reason) {
    refuses(status, code);
    assertThat(pay()).isEqualTo(Outcome.declined(reason, code));
  }

  /**
   * A bank that does not answer the wallet may have paid; and what the order was paid with may be
   * this very call, which somebody on the way passed on twice.
   */
  @ParameterizedTest
  @CsvSource({
    "400, BANK_ERROR",
    "400, TRADE_ERROR",
    "403, SOMETHING_NEW",
    "400, ORDERPAID",
    "403, OUT_TRADE_NO_USED"
  })
  void aRefusalThatIsNotKnownToMeanNothingMovedIsUnknown(int status, String code) {
    refuses(status, code);
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  @Test
  void whatIsNotProvedIsUnknown() {
    String paid = WechatFixture.transaction("SUCCESS", WechatFixture.paid());
    for (String body :
        new String[] {
          paid.replace("ord_000001", "ord_000002"),
          paid.replace("\"1600000009\"", "\"1600000008\""),
          paid.replace("\"total\":1234", "\"total\":1235"),
          paid.replace("\"currency\":\"CNY\"", "\"currency\":\"USD\""),
          WechatFixture.transaction("SUCCESS", ""),
          "{}"
        }) {
      answers(200, body);
      assertThat(pay()).as(body).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
    answers(200, WechatFixture.transaction("REFUND", WechatFixture.paid()));
    assertThat(pay())
        .as("it was paid, and money went back")
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    peer.behave(request -> new Peer.Reply(200, Map.of("Content-Type", "application/json"), paid));
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    peer.behave(request -> new Peer.Reply(502, Map.of(), ""));
    assertThat(pay()).isInstanceOf(Outcome.Unknown.class);
    int before = peer.seen().size();
    peer.behave(request -> new Peer.Reset());
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
    assertThat(peer.seen()).as("sent once").hasSize(before + 1);
    peer.behave(request -> new Peer.Hang());
    wallet = WechatFixture.wallet(peer.uri(), 400);
    assertThat(pay()).isEqualTo(Outcome.unknown(UnknownCause.TIMEOUT));
  }

  @ParameterizedTest
  @CsvSource({"204, ''", "200, '{}'", "400, '{\"code\":\"ORDER_CLOSED\",\"message\":\"m\"}'"})
  void aReversalIsAnsweredInOneOfThreeWays(int status, String body) {
    answers(status, body);
    assertThat(reverse()).isEqualTo(Outcome.succeeded(new Reversed("ord_000001")));
    assertThat(peer.last().target())
        .isEqualTo("/v3/pay/partner/transactions/out-trade-no/ord_000001/reverse");
    assertThat(peer.last().body())
        .isEqualTo(
            "{\"sp_appid\":\"wx-app\",\"sp_mchid\":\"1900000001\",\"sub_mchid\":\"1600000009\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "404, ORDER_NOT_EXIST, NOT_FOUND",
    "403, NOT_ENOUGH, MERCHANT_BALANCE_TOO_LOW",
    "400, TRADE_OVERDUE, REFUND_NOT_ALLOWED"
  })
  void aRefusedReversalSaysWhy(int status, String code, DeclineReason reason) {
    refuses(status, code);
    assertThat(reverse()).isEqualTo(Outcome.declined(reason, code));
  }

  @Test
  void aReversalThatIsNotProvedIsUnknown() {
    peer.behave(request -> new Peer.Reply(204, Map.of(), ""));
    assertThat(reverse()).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    peer.behave(request -> new Peer.Reset());
    assertThat(reverse()).isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
  }
}
