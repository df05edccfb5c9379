package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.Way;

class WechatWalletTest {

  private static final Prepay ORDER =
      new Prepay(
          WechatFixture.ORDER,
          "挂号费",
          1234,
          new Way.InWallet("oPAYER"),
          Instant.parse("2026-11-21T01:17:03.5Z"),
          URI.create("https://yima.example/notify/wechat"));
  private static final RefundOrder REFUND =
      new RefundOrder(WechatFixture.REFUND, 234, 1234, "退费", URI.create("https://yima.example/r"));

  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final WechatWallet wallet = WechatFixture.wallet(peer.uri(), 5000);

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

  /**
   * The order goes out in partner mode, and the phone gets parameters signed for its application.
   */
  @Test
  void prepaysForTheInstitutionsOwnMerchant() {
    answers(200, "{\"prepay_id\":\"wx201410272009395522657a690389285100\"}");
    Outcome<Charge> outcome = wallet.prepay(WechatFixture.MERCHANT, ORDER);
    assertThat(peer.last().target()).isEqualTo("/v3/pay/partner/transactions/jsapi");
    assertThat(peer.last().header("Wechatpay-Serial")).isEqualTo(WechatPeer.KEY_ID);
    assertThat(peer.last().body())
        .contains("\"sp_mchid\":\"1900000001\"")
        .contains("\"sub_mchid\":\"1600000009\"")
        .contains("\"out_trade_no\":\"ord_000001\"")
        .contains("\"time_expire\":\"2026-11-21T09:17:03+08:00\"")
        .contains("\"sp_openid\":\"oPAYER\"");
    assertThat(peer.last().body().replaceAll("\\s", "")).contains("\"total\":1234");
    assertThat(outcome).isInstanceOf(Outcome.Pending.class);
    NextAction action = ((Outcome.Pending<Charge>) outcome).nextAction();
    assertThat(action.kind()).isEqualTo(NextAction.Kind.WECHAT_JSAPI);
    Map<String, String> params = action.params();
    assertThat(params)
        .containsEntry("appId", "wx-app")
        .containsEntry("timeStamp", "1795222923")
        .containsEntry("signType", "RSA")
        .containsEntry("package", "prepay_id=wx201410272009395522657a690389285100");
    String message =
        "wx-app\n1795222923\n" + params.get("nonceStr") + "\n" + params.get("package") + "\n";
    assertThat(
            WechatPeer.verifies(message, params.get("paySign"), WechatPeer.merchant().getPublic()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "NOTPAY, NOT_PAID",
    "USERPAYING, PAYING",
    "ACCEPT, PAYING",
    "CLOSED, CLOSED",
    "REVOKED, CLOSED",
    "PAYERROR, FAILED"
  })
  void readsEveryStateOfAnUnpaidOrder(String wire, Charge.State state) {
    answers(200, WechatFixture.transaction(wire, ""));
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(
            Outcome.succeeded(
                new Charge("ord_000001", state, 0, Optional.empty(), Optional.empty())));
    assertThat(peer.last().target())
        .startsWith("/v3/pay/partner/transactions/out-trade-no/ord_000001?")
        .contains("sp_mchid=1900000001")
        .contains("sub_mchid=1600000009");
  }

  @ParameterizedTest
  @CsvSource({"SUCCESS, PAID", "REFUND, REFUNDED"})
  void readsAPaidOrder(String wire, Charge.State state) {
    answers(200, WechatFixture.transaction(wire, WechatFixture.paid()));
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(
            Outcome.succeeded(
                new Charge(
                    "ord_000001",
                    state,
                    1234,
                    Optional.of("4200001"),
                    Optional.of(Instant.parse("2026-11-21T01:00:00Z")))));
  }

  /** A signed answer that is about something else, or lacks what makes it a fact. */
  @Test
  void anAnswerThatIsNotAboutTheOrderIsUnknown() {
    String paid = WechatFixture.transaction("SUCCESS", WechatFixture.paid());
    for (String body :
        new String[] {
          paid.replace("ord_000001", "ord_000002"),
          paid.replace("\"1600000009\"", "\"1600000008\""),
          paid.replace("\"1900000001\"", "\"1900000002\""),
          paid.replace("\"total\":1234,", ""),
          paid.replace("\"currency\":\"CNY\"", "\"currency\":\"USD\""),
          paid.replace("\"transaction_id\":\"4200001\",", ""),
          paid.replace("2026-11-21T09:00:00+08:00", "yesterday"),
          paid.replace("\"SUCCESS\"", "\"NEW_STATE\""),
          "{}",
          "[]",
          "not json"
        }) {
      answers(200, body);
      assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
          .as(body)
          .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORDER_NOT_EXIST", "ORDERNOTEXIST"})
  void anOrderThatIsNotThereIsAnAnswerToAQuery(String code) {
    answers(404, "{\"code\":\"" + code + "\",\"message\":\"m\"}");
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.succeeded(Charge.notFound("ord_000001")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechatpay-", "Wechatpay-", "WECHATPAY-"})
  void headerNamesHaveNoCase(String prefix) {
    String body = WechatFixture.transaction("NOTPAY", "");
    Map<String, String> headers = new HashMap<>();
    WechatPeer.headers(body, WechatFixture.NOW)
        .forEach(
            (name, value) ->
                headers.put(
                    name.startsWith("Wechatpay-")
                        ? prefix + name.substring(prefix.length()).toLowerCase(Locale.ROOT)
                        : name,
                    value));
    peer.behave(request -> new Peer.Reply(200, headers, body));
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER).isFinal()).isTrue();
  }

  @Test
  void closesAndUnderstandsWhyNot() {
    answers(204, "");
    assertThat(wallet.close(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.succeeded(new Closed("ord_000001")));
    assertThat(peer.last().target())
        .isEqualTo("/v3/pay/partner/transactions/out-trade-no/ord_000001/close");
    answers(400, "{\"code\":\"ORDER_CLOSED\",\"message\":\"m\"}");
    assertThat(wallet.close(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.succeeded(new Closed("ord_000001")));
    answers(400, "{\"code\":\"ORDERPAID\",\"message\":\"m\"}");
    assertThat(wallet.close(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ORDERPAID"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, SIGN_ERROR, CREDENTIALS_REFUSED",
    "403, NOT_ENOUGH, MERCHANT_BALANCE_TOO_LOW",
    "403, NOTENOUGH, MERCHANT_BALANCE_TOO_LOW",
    "403, OUT_TRADE_NO_USED, ID_REUSED",
    "403, NO_AUTH, NOT_PERMITTED",
    "400, PARAM_ERROR, INVALID_REQUEST",
    "429, FREQUENCY_LIMITED, BUSY",
    "404, RESOURCE_NOT_EXISTS, NOT_FOUND"
  })
  void readsRefusals(int status, String code, DeclineReason reason) {
    answers(status, "{\"code\":\"" + code + "\",\"message\":\"某人 13900000000\"}");
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.declined(reason, code));
  }

  @Test
  void anAnswerWithoutAnEndIsNotRead() {
    String endless = "{\"trade_state\":\"" + "x".repeat(9 << 20) + "\"}";
    answers(200, endless);
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.CONNECTION));
  }

  /** The public lists of codes are not whole: a new one does not say that nothing moved. */
  @Test
  void aRefusalThatIsNotKnownLeavesOpenWhetherMoneyMoved() {
    answers(400, "{\"code\":\"NEW_CODE\",\"message\":\"m\"}");
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(wallet.reverse(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .as("of a question it says that it was refused")
        .isEqualTo(Outcome.declined(DeclineReason.OTHER, "NEW_CODE"));
  }

  private static String refund(String status, String more) {
    return "{\"refund_id\":\"5000001\",\"out_refund_no\":\"ref_000001\",\"transaction_id\":\"4200001\","
        + "\"out_trade_no\":\"ord_000001\",\"channel\":\"ORIGINAL\",\"user_received_account\":\"u\","
        + "\"create_time\":\"2026-11-21T09:01:00+08:00\",\"status\":\""
        + status
        + "\","
        + "\"amount\":{\"total\":1234,\"refund\":234,\"currency\":\"CNY\"}"
        + more
        + "}";
  }

  /**
   * One word refuses a field that does not fit, an order that was never paid and one that is too
   * old: the order tells.
   */
  @ParameterizedTest
  @CsvSource({
    "SUCCESS, 2025-11-21T09:02:02+08:00, 1234, REFUND_NOT_ALLOWED",
    "REFUND,  2025-11-21T09:02:02+08:00, 1234, REFUND_NOT_ALLOWED",
    "SUCCESS, 2025-11-21T09:02:03+08:00, 1234, INVALID_REQUEST",
    "SUCCESS, 2025-11-21T09:02:02+08:00, 1235, INVALID_REQUEST",
    "NOTPAY,  2026-11-21T09:00:00+08:00, 1234, REFUND_NOT_ALLOWED",
    "CLOSED,  2026-11-21T09:00:00+08:00, 1234, REFUND_NOT_ALLOWED"
  })
  void whyARefundIsRefusedIsReadFromItsOrder(
      String state, String paidAt, long total, DeclineReason reason) {
    String order =
        WechatFixture.transaction(
            state,
            state.equals("NOTPAY") || state.equals("CLOSED")
                ? ""
                : WechatFixture.paid()
                    .replace("2026-11-21T09:00:00+08:00", paidAt)
                    .replace("\"total\":1234", "\"total\":" + total));
    peer.behave(
        request ->
            request.method().equals("GET")
                ? WechatPeer.answer(200, order, WechatFixture.NOW)
                : WechatPeer.answer(
                    400, "{\"code\":\"INVALID_REQUEST\",\"message\":\"m\"}", WechatFixture.NOW));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.declined(reason, "INVALID_REQUEST"));
  }

  /** A question without an answer takes nothing back of the refusal. */
  @Test
  void aRefundIsRefusedWhateverBecomesOfTheQuestion() {
    peer.behave(
        request ->
            request.method().equals("GET")
                ? new Peer.Reply(502, Map.of(), "")
                : WechatPeer.answer(
                    400, "{\"code\":\"INVALID_REQUEST\",\"message\":\"m\"}", WechatFixture.NOW));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.declined(DeclineReason.INVALID_REQUEST, "INVALID_REQUEST"));
  }

  private static final String ARRIVED = ",\"success_time\":\"2026-11-21T09:02:00+08:00\"";

  @Test
  void refundsAndTellsWhereTheMoneyIs() {
    answers(200, refund("PROCESSING", ""));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND)).isEqualTo(Outcome.stillRunning());
    assertThat(peer.last().target()).isEqualTo("/v3/refund/domestic/refunds");
    assertThat(peer.last().body()).contains("\"sub_mchid\":\"1600000009\"");
    Refund arrived =
        new Refund(
            "ref_000001",
            "ord_000001",
            Refund.State.SUCCEEDED,
            234,
            Optional.of("5000001"),
            Optional.of(Instant.parse("2026-11-21T01:02:00Z")));
    answers(200, refund("SUCCESS", ARRIVED));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND)).isEqualTo(Outcome.succeeded(arrived));
    assertThat(wallet.queryRefund(WechatFixture.MERCHANT, WechatFixture.REFUND))
        .isEqualTo(Outcome.succeeded(arrived));
    assertThat(peer.last().target())
        .isEqualTo("/v3/refund/domestic/refunds/ref_000001?sub_mchid=1600000009");
    answers(200, refund("ABNORMAL", ""));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .as("the merchant is debited: nothing was refused")
        .isEqualTo(Outcome.stillRunning());
    assertThat(
            wallet
                .queryRefund(WechatFixture.MERCHANT, WechatFixture.REFUND)
                .toOptional()
                .map(Refund::state))
        .contains(Refund.State.ABNORMAL);
    answers(404, "{\"code\":\"RESOURCE_NOT_EXISTS\",\"message\":\"m\"}");
    assertThat(wallet.queryRefund(WechatFixture.MERCHANT, WechatFixture.REFUND))
        .isEqualTo(Outcome.succeeded(Refund.notFound("ref_000001")));
  }

  /** Of the same number, yet of another order: not the one that was asked for. */
  @Test
  void aRefundOfAnotherOrderIsNotTheOneAskedFor() {
    answers(200, refund("SUCCESS", ARRIVED).replace("ord_000001", "ord_000002"));
    assertThat(wallet.queryRefund(WechatFixture.MERCHANT, WechatFixture.REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** Whoever is on the way can write one: nothing about an order is read out of it. */
  @ParameterizedTest
  @CsvSource({
    "400, ORDER_CLOSED",
    "404, ORDER_NOT_EXIST",
    "404, RESOURCE_NOT_EXISTS",
    "401, ORDER_NOT_EXIST",
    "403, NOT_ENOUGH",
    "403, SIGN_ERROR"
  })
  void anUnsignedRefusalSaysNothingOfAnOrder(int status, String code) {
    peer.behave(
        request ->
            new Peer.Reply(
                status,
                Map.of("Content-Type", "application/json", "Request-ID", "08F6-268529515"),
                "{\"code\":\"" + code + "\",\"message\":\"m\"}"));
    for (Outcome<?> outcome :
        List.of(
            wallet.close(WechatFixture.MERCHANT, WechatFixture.ORDER),
            wallet.reverse(WechatFixture.MERCHANT, WechatFixture.ORDER),
            wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER),
            wallet.queryRefund(WechatFixture.MERCHANT, WechatFixture.REFUND),
            wallet.refund(WechatFixture.MERCHANT, REFUND))) {
      assertThat(outcome).isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
    }
  }

  /** It says so unsigned, for it does not know who asks; and nothing more can be made of it. */
  @Test
  void theRefusalOfOurOwnSignatureIsThatAndNoMore() {
    peer.behave(
        request ->
            new Peer.Reply(
                401,
                Map.of("Content-Type", "application/json", "Request-ID", "08F6-268529515"),
                "{\"code\":\"SIGN_ERROR\",\"message\":\"m\"}"));
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "SIGN_ERROR.268529515"));
  }

  @Test
  void aRefundOfAnotherAmountIsNotTheOneOrdered() {
    answers(200, refund("SUCCESS", ARRIVED).replace("\"refund\":234", "\"refund\":235"));
    assertThat(wallet.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** Whatever is lost is unknown, and neither the SDK nor its HTTP client sends it again. */
  @ParameterizedTest
  @ValueSource(strings = {"hang", "reset", "cut", "500", "html502", "redirect"})
  void aLostRefundIsUnknownAndSentOnce(String fault) {
    WechatWallet hasty = WechatFixture.wallet(peer.uri(), fault.equals("hang") ? 400 : 20_000);
    Map<String, Function<Peer.Request, Peer.Reaction>> faults =
        Map.of(
            "hang", r -> new Peer.Hang(),
            "reset", r -> new Peer.Reset(),
            "cut", r -> new Peer.CutOff(refund("SUCCESS", ARRIVED)),
            "500", r -> WechatPeer.answer(500, "{\"code\":\"SYSTEM_ERROR\"}", WechatFixture.NOW),
            "html502", r -> new Peer.Reply(502, Map.of("Content-Type", "text/html"), "<html>"),
            "redirect", r -> new Peer.Reply(302, Map.of("Location", "/v3/refund"), ""));
    Map<String, UnknownCause> causes =
        Map.of(
            "hang", UnknownCause.TIMEOUT,
            "reset", UnknownCause.CONNECTION,
            "cut", UnknownCause.CONNECTION,
            "500", UnknownCause.SERVER_ERROR,
            "html502", UnknownCause.UNREADABLE,
            "redirect", UnknownCause.UNREADABLE);
    peer.behave(faults.get(fault));
    assertThat(hasty.refund(WechatFixture.MERCHANT, REFUND))
        .isEqualTo(Outcome.unknown(causes.get(fault)));
    assertThat(peer.seen()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned", "body", "serial", "old", "future", "garbage", "error"})
  void aForgedAnswerIsUnknown(String forgery) {
    String body = WechatFixture.transaction("SUCCESS", WechatFixture.paid());
    peer.behave(
        request -> {
          Map<String, String> headers = new HashMap<>(WechatPeer.headers(body, WechatFixture.NOW));
          switch (forgery) {
            case "unsigned" -> headers.keySet().removeIf(name -> name.startsWith("Wechatpay"));
            case "body" -> {
              return new Peer.Reply(200, headers, body.replace("1234", "1235"));
            }
            case "serial" -> headers.put("Wechatpay-Serial", "PUB_KEY_ID_OTHER");
            case "old" -> {
              return WechatPeer.answer(200, body, WechatFixture.NOW.minusSeconds(300));
            }
            case "future" -> {
              return WechatPeer.answer(200, body, WechatFixture.NOW.plusSeconds(300));
            }
            case "garbage" -> headers.put("Wechatpay-Signature", "WECHATPAY/SIGNTEST/%%%");
            case "error" -> {
              return new Peer.Reply(404, headers, "{\"code\":\"ORDER_NOT_EXIST\"}");
            }
            default -> throw new IllegalArgumentException(forgery);
          }
          return new Peer.Reply(200, headers, body);
        });
    assertThat(wallet.query(WechatFixture.MERCHANT, WechatFixture.ORDER))
        .isEqualTo(Outcome.unknown(UnknownCause.BAD_SIGNATURE));
  }

  @Test
  void aMerchantOfAnotherServiceProviderIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> wallet.query(Merchant.of("1900000002", "a", "b"), WechatFixture.ORDER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(peer.seen()).isEmpty();
  }
}
