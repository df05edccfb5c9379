package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.security.PrivateKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.peer.Peer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Notification.ChargeChanged;
import org.yima.gateway.wallet.Notification.Reason;
import org.yima.gateway.wallet.Notification.Refused;

/** Reports of Alipay, signed here by its rule, without the adapter's code. */
class AlipayNotificationsTest {
  private final Peer peer = new Peer(request -> new Peer.Hang());
  private final AlipayWallet wallet =
      new AlipayWallet(AlipayFixture.settings(peer), "2088000000000001");

  @AfterEach
  void close() {
    peer.close();
  }

  private static Map<String, String> report() {
    return new TreeMap<>(
        Map.of(
            "notify_id", "N1",
            "notify_type", "trade_status_sync",
            "app_id", "2021000000000001",
            "seller_id", "2088000000000109",
            "trade_status", "TRADE_SUCCESS",
            "out_trade_no", "ORDER1",
            "trade_no", "T1",
            "total_amount", "10.00",
            "gmt_payment", "2026-10-03 12:00:00",
            "subject", "门诊 & 缴费"));
  }

  private static String joined(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + f.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> signed(Map<String, String> fields, PrivateKey key) {
    TreeMap<String, String> all = new TreeMap<>(fields);
    all.put("sign", AlipayFixture.sign(key, joined(fields)));
    all.put("sign_type", "RSA2");
    return all;
  }

  private Notification heard(Map<String, String> fields) {
    return wallet.parseNotification(
        Map.of(), form(signed(fields, AlipayFixture.ALIPAY.getPrivate())));
  }

  private Charge charge(Map<String, String> fields) {
    return ((ChargeChanged) heard(fields)).charge();
  }

  @Test
  void aPaidTradeIsAFact() {
    ChargeChanged changed = (ChargeChanged) heard(report());
    assertThat(changed.id()).isEqualTo("N1");
    assertThat(changed.merchant())
        .isEqualTo(new Merchant("2088000000000001", "2021000000000001", "2088000000000109", ""));
    assertThat(changed.charge().state()).isEqualTo(Charge.State.PAID);
    assertThat(changed.charge().totalFen()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "TRADE_SUCCESS,  3.00, true,  REFUNDED",
    "TRADE_SUCCESS,  0.00, true,  PAID",
    "TRADE_CLOSED,   10.00, true, REFUNDED",
    "TRADE_CLOSED,   0.00, false, CLOSED",
    "TRADE_FINISHED, 0.00, true,  PAID",
    "WAIT_BUYER_PAY, 0.00, false, NOT_PAID"
  })
  void whatWentBackIsSeen(String status, String back, boolean paid, Charge.State state) {
    Map<String, String> report = report();
    report.put("trade_status", status);
    report.put("refund_fee", back);
    if (!paid) {
      report.remove("gmt_payment");
    }
    assertThat(charge(report).state()).isEqualTo(state);
  }

  private void refused(Map<String, String> signed, Reason reason) {
    assertThat(wallet.parseNotification(Map.of(), form(signed))).isEqualTo(new Refused(reason));
  }

  @Test
  void whatAlipayDidNotSignInThisWayIsRefused() {
    PrivateKey alipay = AlipayFixture.ALIPAY.getPrivate();
    refused(signed(report(), AlipayFixture.APP.getPrivate()), Reason.BAD_SIGNATURE);
    Map<String, String> more = signed(report(), alipay);
    more.put("extra", "1");
    refused(more, Reason.BAD_SIGNATURE);
    Map<String, String> less = signed(report(), alipay);
    less.remove("subject");
    refused(less, Reason.BAD_SIGNATURE);
    Map<String, String> other = signed(report(), alipay);
    other.put("sign_type", "RSA");
    refused(other, Reason.BAD_SIGNATURE);
    Map<String, String> loose = signed(report(), alipay);
    loose.put("sign", loose.get("sign") + " ");
    refused(loose, Reason.BAD_SIGNATURE);
    Map<String, String> withKind = report();
    withKind.put("sign_type", "RSA2");
    withKind.put("sign", AlipayFixture.sign(alipay, joined(withKind)));
    refused(withKind, Reason.BAD_SIGNATURE);
    String twice = form(signed(report(), alipay)) + "&trade_no=T2";
    assertThat(wallet.parseNotification(Map.of(), twice)).isEqualTo(new Refused(Reason.UNREADABLE));
  }

  /**
   * The signed text has no escapes: with its separator escaped, a field vanishes into the one
   * before it and the text stays the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"refund_fee", "gmt_payment", "out_trade_no", "trade_status"})
  void aFieldThatVanishesIntoItsNeighbourIsRefused(String field) {
    Map<String, String> report = report();
    report.put("refund_fee", "3.00");
    report.put("receipt_amount", "7.00");
    report.put("gmt_create", "2026-10-03 11:59:00");
    String whole = form(signed(report, AlipayFixture.ALIPAY.getPrivate()));
    assertThat(wallet.parseNotification(Map.of(), whole)).isInstanceOf(ChargeChanged.class);
    String cut = whole.replace("&" + field + "=", "%26" + field + "%3D");
    assertThat(cut).isNotEqualTo(whole);
    assertThat(wallet.parseNotification(Map.of(), cut)).isEqualTo(new Refused(Reason.UNREADABLE));
  }

  @Test
  void aSignedReportThatIsNotForUsOrNotWholeIsRefused() {
    Map<String, String> elsewhere = report();
    elsewhere.put("app_id", "2021000000000002");
    assertThat(heard(elsewhere)).isEqualTo(new Refused(Reason.UNREADABLE));
    Map<String, String> cut = report();
    cut.remove("total_amount");
    assertThat(heard(cut)).isEqualTo(new Refused(Reason.UNREADABLE));
    Map<String, String> foreign = report();
    foreign.put("charset", "GBK");
    assertThat(heard(foreign)).isEqualTo(new Refused(Reason.UNREADABLE));
    Map<String, String> kind = report();
    kind.put("notify_type", "dut_user_sign");
    assertThat(heard(kind)).isEqualTo(new Notification.Ignored("N1"));
  }

  @Test
  void nothingThrowsForWhateverWasSent() {
    for (String body : new String[] {null, "", "&", "=", "a=%", "a=%zz&b=1", "sign=x", "\n"}) {
      assertThat(wallet.parseNotification(Map.of(), body)).isInstanceOf(Refused.class);
    }
  }
}
