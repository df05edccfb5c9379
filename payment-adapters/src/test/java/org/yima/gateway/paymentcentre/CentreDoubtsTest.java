package org.yima.gateway.paymentcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.MobileNotification;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.OrderState;
import org.yima.gateway.mobilepay.PayOrder;
import org.yima.gateway.mobilepay.Payer;
import org.yima.gateway.mobilepay.RefundRequest;
import org.yima.gateway.mobilepay.SettlementKind;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.sm.Sm2SigningKey;
import org.yima.gateway.sm.Sm2VerificationKey;
import org.yima.gateway.tck.Keys;

/** Answers that the centre signed and that say less, or another thing, than was asked for. */
class CentreDoubtsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final OrderKey ORDER =
      new OrderKey("H1", "ORD-1", "token", new Payer("01", "990101199001010019", "甲"));
  private final Keys.Sm2 ours = Keys.sm2();
  private final Keys.Sm2 centres = Keys.sm2();
  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final Envelope centre = new Envelope(settings(centres, ours));
  private final PaymentCentre adapter =
      new PaymentCentre(settings(ours, centres), InstantSource.fixed(NOW));

  private CentreSettings settings(Keys.Sm2 own, Keys.Sm2 other) {
    return new CentreSettings(
        URI.create(peer.uri().toString()),
        "43AF047BBA47FC8A1AE8EFB232BDBBCB",
        "4117E877F5FA0A0188891283E4B617D5",
        Sm2SigningKey.of(own.pkcs8(), CentreSettings.USUAL_USER_ID),
        Sm2VerificationKey.of(other.spki(), CentreSettings.USUAL_USER_ID),
        CentreProfile.usual(),
        Timeouts.usual());
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private Peer.Reply reply(boolean success, String message, ObjectNode data) {
    ObjectNode head = Json.object().put("code", "2000").put("message", message);
    byte[] body = Json.bytes(centre.seal(head.put("success", success), data, NOW));
    return new Peer.Reply(
        200,
        Map.of("Content-Type", "application/json"),
        new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }

  private void revokes(ObjectNode data, int state) {
    ObjectNode order = Json.object().put("payOrdId", "ORD-1").put("ordStas", "" + state);
    order.put("feeSumamt", "1.00").put("ownPayAmt", "1.00").put("psnAcctPay", "0.00");
    order.put("fundPay", "0.00");
    peer.behave(request -> reply(true, "", request.path().endsWith("revoke_order") ? data : order));
  }

  private static RefundRequest refund() {
    return RefundRequest.all(
        ORDER,
        "R1",
        LocalDateTime.of(2026, 11, 21, 9, 0),
        new Split(100, 100, 0, 0, 0),
        Authorisation.ecToken("t"),
        "退费");
  }

  @ParameterizedTest
  @ValueSource(strings = {"系统繁忙，请稍后重试", "处理中", "Read timed out", "调用核心失败", "别的话", ""})
  void aTextThatNoRuleKnowsLeavesOpenWhatMoved(String text) {
    peer.behave(request -> reply(false, text, Json.object()));
    assertThat(adapter.refund(refund())).isInstanceOf(Outcome.Unknown.class);
    assertThat(adapter.revoke(ORDER)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aTextThatARuleKnowsIsFinal() {
    peer.behave(request -> reply(false, "订单未支付，不能退款", Json.object()));
    assertThat(adapter.refund(refund()))
        .isEqualTo(Outcome.declined(DeclineReason.REFUND_NOT_ALLOWED, "never-paid"));
  }

  /** A box on the way that delivers a call twice brings back what is said to the second. */
  @ParameterizedTest
  @ValueSource(strings = {"订单已退款", "退款金额超过可退金额", "现金退款金额不符", "授权码无效：不存在、已使用或已过期", "流水号重复", "订单不存在"})
  void whatIsAlsoSaidToTheEchoOfARefundThatWasDoneIsNoRefusal(String text) {
    peer.behave(request -> reply(false, text, Json.object()));
    assertThat(adapter.refund(refund())).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
  }

  private void refunds(ObjectNode data, int state) {
    ObjectNode order = Json.object().put("payOrdId", "ORD-1").put("ordStas", "" + state);
    order.put("feeSumamt", "1.00").put("ownPayAmt", "0.40").put("psnAcctPay", "0.00");
    order.put("fundPay", "0.60");
    peer.behave(request -> reply(true, "", request.path().endsWith("refund_Order") ? data : order));
  }

  private static RefundRequest part(SettlementKind kind, long cash) {
    Split split = new Split(100, 40, 0, 60, 0);
    LocalDateTime at = LocalDateTime.of(2026, 11, 21, 9, 0);
    Authorisation allowed = Authorisation.ecToken("t");
    long fund = kind == SettlementKind.CASH ? 0 : 60;
    return new RefundRequest(ORDER, "R1", at, kind, split, 0, fund, cash, allowed, "退费");
  }

  private static String word(Outcome<?> outcome) {
    return outcome.fold(s -> "SUCCEEDED", p -> "PENDING", d -> "DECLINED", u -> "UNKNOWN");
  }

  /** By its published text an answer is one word, which any other refund's may have been. */
  @ParameterizedTest
  @CsvSource({
    "ALL, 40, SUCC, 7, SUCCEEDED",
    "ALL, 40, SUCC, 4, UNKNOWN",
    "ALL, 40, SUCC, 8, UNKNOWN",
    "ALL, 40, SUCC, 13, UNKNOWN",
    "HI, 0, SUCC, 8, SUCCEEDED",
    "HI, 0, SUCC, 11, SUCCEEDED",
    "HI, 0, SUCC, 13, SUCCEEDED",
    "HI, 0, SUCC, 6, UNKNOWN",
    "HI, 0, SUCC, 9, UNKNOWN",
    "HI, 0, SUCC, 17, UNKNOWN",
    "CASH, 40, SUCC, 9, SUCCEEDED",
    "CASH, 40, SUCC, 6, UNKNOWN",
    "CASH, 10, SUCC, 10, UNKNOWN",
    "HI, 0, FAIL, 6, DECLINED",
    "HI, 0, FAIL, 13, UNKNOWN",
    "HI, 0, FAIL, 14, UNKNOWN",
    "ALL, 40, FAIL, 7, UNKNOWN",
    "ALL, 40, FAIL, 9, UNKNOWN",
    "ALL, 40, FAIL, 10, UNKNOWN",
    "ALL, 40, FAIL, 6, DECLINED",
    "HI, 0, FAIL, 9, DECLINED",
    "CASH, 40, FAIL, 8, DECLINED",
    "CASH, 40, FAIL, 10, UNKNOWN",
    "HI, 0, EXP, 8, UNKNOWN"
  })
  void aRefundsWordCountsWhenTheOrderStandsSo(
      SettlementKind kind, long cash, String said, int state, String outcome) {
    refunds(Json.object().put("refStatus", said), state);
    assertThat(word(adapter.refund(part(kind, cash)))).isEqualTo(outcome);
  }

  @Test
  void aRefundsAnswerThatNamesItIsItsOwnAndOneOfAnotherIsNot() {
    ObjectNode named = Json.object().put("refStatus", "SUCC").put("payOrdId", "ORD-1");
    refunds(named.put("appRefdSn", "R1"), 6);
    assertThat(word(adapter.refund(part(SettlementKind.HI, 0)))).isEqualTo("SUCCEEDED");
    refunds(named.put("appRefdSn", "R2"), 8);
    assertThat(adapter.refund(part(SettlementKind.HI, 0)))
        .isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  @Test
  void aRevocationOfAnotherOrderIsNotBelieved() {
    revokes(Json.object().put("payOrdId", "ORD-2"), 12);
    assertThat(adapter.revoke(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    revokes(Json.object().put("payOrdId", "ORD-1"), 1);
    assertThat(adapter.revoke(ORDER)).isEqualTo(Outcome.succeeded(Done.DONE));
  }

  @Test
  void aRevocationThatNamesNoOrderIsConfirmedByTheOrder() {
    revokes(Json.object(), 12);
    assertThat(adapter.revoke(ORDER)).isEqualTo(Outcome.succeeded(Done.DONE));
    revokes(Json.object(), 1);
    assertThat(adapter.revoke(ORDER)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
  }

  /** What a second delivery of a refund that was done brings back. */
  @Test
  void thatNothingIsThereToReturnMayBeBecauseItWasReturned() {
    peer.behave(request -> reply(false, "未查询到可退费的订单", Json.object()));
    assertThat(adapter.refund(refund())).isEqualTo(Outcome.unknown(UnknownCause.SERVER_ERROR));
    assertThat(adapter.query(ORDER))
        .isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "not-found"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 12, 14, 15})
  void anOrderThatStandsOtherwiseIsNotPlaced(int state) {
    OrderPlacement placement =
        new OrderPlacement(
            "H1",
            "ORD-1",
            "token",
            Authorisation.ecToken("t"),
            "N1",
            "B1",
            "01",
            "M1",
            true,
            100,
            Optional.empty());
    ObjectNode order = Json.object().put("payOrdId", "ORD-1");
    order.put("feeSumamt", "1.00").put("ownPayAmt", "1.00").put("psnAcctPay", "0.00");
    order.put("fundPay", "0.00");
    peer.behave(request -> reply(true, "", order.put("ordStas", "" + state)));
    assertThat(adapter.place(placement)).isEqualTo(Outcome.unknown(UnknownCause.UNREADABLE));
    peer.behave(request -> reply(true, "", order.put("ordStas", "1")));
    assertThat(adapter.place(placement).toOptional().map(PayOrder::state))
        .contains(OrderState.PRE_SETTLED);
  }

  /** The signed text joins the head's fields, so that one name could hide another field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "success=true&timestamp | 20261121090203",
        "code=2000&success | true",
        "message | a&success=true",
        "x=y | z"
      })
  void anEnvelopeThatCouldBeCutOtherwiseIsNotBelieved(String name, String value) {
    ObjectNode data = Json.object().put("payOrdId", "ORD-1").put("ordStas", "12");
    ObjectNode sealed = centre.seal(Json.object().put(name, value), data, NOW);
    assertThat(new Envelope(settings(ours, centres)).open(new Fields(sealed))).isEmpty();
    ObjectNode plain = centre.seal(Json.object().put("message", "a=b"), data, NOW);
    assertThat(new Envelope(settings(ours, centres)).open(new Fields(plain))).isPresent();
  }

  @Test
  void whatWasTrueLongAgoIsNotBelieved() {
    assertThat(told("02", NOW.minus(Duration.ofDays(2))))
        .isInstanceOf(MobileNotification.Settled.class);
    for (long days : new long[] {-4, 4, 365}) {
      assertThat(told("02", NOW.minus(Duration.ofDays(days))))
          .isEqualTo(new MobileNotification.Refused(MobileNotification.Reason.BAD_SIGNATURE));
    }
  }

  private MobileNotification told(String callType) {
    return told(callType, NOW);
  }

  private MobileNotification told(String callType, Instant sealed) {
    ObjectNode data = Json.object().put("payOrdId", "ORD-1").put("medOrgOrd", "N1");
    data.put("feeSumamt", "1.00").put("ownPayAmt", "1.00").put("psnAcctPay", "0.00");
    data.put("fundPay", "0.00").put("setlType", "CASH").put("callType", callType);
    byte[] body = Json.bytes(centre.seal(Json.object(), data, sealed));
    return adapter.parseNotification(new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void onlyACallOfAPaymentIsAPayment() {
    assertThat(told("02")).isInstanceOf(MobileNotification.Settled.class);
    assertThat(told("03"))
        .isEqualTo(new MobileNotification.Refused(MobileNotification.Reason.UNREADABLE));
    assertThat(adapter.parseNotification(null))
        .isEqualTo(new MobileNotification.Refused(MobileNotification.Reason.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "DONE, STANDS",
    "SELF_PAY_REFUNDED, STANDS",
    "REVOKED, NONE",
    "INSURANCE_REFUNDED, NONE",
    "SETTLING, UNKNOWN",
    "SELF_PAY_DONE, UNKNOWN",
    "ABNORMAL, UNKNOWN",
    "REFUNDING, UNKNOWN"
  })
  void whatNobodyKnowsIsNotTakenForNoInsurance(
      OrderState state, OrderState.InsuranceMoney insurance) {
    assertThat(state.insurance()).isEqualTo(insurance);
  }
}
