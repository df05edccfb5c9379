package org.yima.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.gateway.peer.WechatPeer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Notification;
import org.yima.gateway.wallet.Refund;

class WechatNotificationsTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private static final long SEED = 4;
  private static final String PAID = WechatFixture.transaction("SUCCESS", WechatFixture.paid());

  private final WechatWallet wallet = WechatFixture.wallet(URI.create("http://127.0.0.1:9"), 1000);

  private Notification arrives(String body) {
    return wallet.parseNotification(WechatPeer.headers(body, WechatFixture.NOW), body);
  }

  @Test
  void aPaymentIsVerifiedDecryptedAndRead() {
    assertThat(arrives(WechatPeer.notification("TRANSACTION.SUCCESS", PAID)))
        .isEqualTo(
            new Notification.ChargeChanged(
                "EV-1",
                WechatFixture.MERCHANT,
                new Charge(
                    "ord_000001",
                    Charge.State.PAID,
                    1234,
                    Optional.of("4200001"),
                    Optional.of(Instant.parse("2026-11-21T01:00:00Z")))));
    assertThat(wallet.accepted().status()).isEqualTo(204);
    assertThat(wallet.refused().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUND.SUCCESS, SUCCESS, SUCCEEDED",
    "REFUND.ABNORMAL, ABNORMAL, ABNORMAL",
    "REFUND.CLOSED, CLOSED, CLOSED"
  })
  void aRefundIsRead(String event, String wire, Refund.State state) {
    String resource =
        "{\"sp_mchid\":\"1900000001\",\"sub_mchid\":\"1600000009\",\"out_trade_no\":\"ord_000001\","
            + "\"transaction_id\":\"4200001\",\"out_refund_no\":\"ref_000001\",\"refund_id\":\"5\","
            + "\"refund_status\":\""
            + wire
            + "\",\"user_received_account\":\"u\","
            + "\"amount\":{\"total\":1234,\"refund\":234,\"payer_total\":1234,\"payer_refund\":234}}";
    Notification notification = arrives(WechatPeer.notification(event, resource));
    assertThat(notification).isInstanceOf(Notification.RefundChanged.class);
    Notification.RefundChanged changed = (Notification.RefundChanged) notification;
    assertThat(changed.account()).isEqualTo("1600000009");
    assertThat(changed.refund().state()).isEqualTo(state);
    assertThat(changed.refund().refundFen()).isEqualTo(234);
  }

  @Test
  void headersAreFoundInAnyCase() {
    String body = WechatPeer.notification("TRANSACTION.SUCCESS", PAID);
    Map<String, String> lower = new HashMap<>();
    WechatPeer.headers(body, WechatFixture.NOW)
        .forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    assertThat(wallet.parseNotification(lower, body))
        .isInstanceOf(Notification.ChargeChanged.class);
  }

  @Test
  void anotherKindIsAcknowledgedAndLeft() {
    assertThat(arrives(WechatPeer.notification("COUPON.USE", "{}")))
        .isEqualTo(new Notification.Ignored("EV-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wechatpay-Serial",
        "Wechatpay-Timestamp",
        "Wechatpay-Nonce",
        "Wechatpay-Signature"
      })
  void withoutAHeaderItIsRefused(String name) {
    String body = WechatPeer.notification("TRANSACTION.SUCCESS", PAID);
    Map<String, String> headers = WechatPeer.headers(body, WechatFixture.NOW);
    headers.remove(name);
    assertThat(wallet.parseNotification(headers, body))
        .isEqualTo(new Notification.Refused(Notification.Reason.HEADERS_MISSING));
  }

  @Test
  void theProbeAndTheOldAreRefused() {
    String body = WechatPeer.notification("TRANSACTION.SUCCESS", PAID);
    Map<String, String> probe = WechatPeer.headers(body, WechatFixture.NOW);
    probe.put("Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + probe.get("Wechatpay-Signature"));
    Notification.Refused refused = new Notification.Refused(Notification.Reason.BAD_SIGNATURE);
    assertThat(wallet.parseNotification(probe, body)).isEqualTo(refused);
    assertThat(
            wallet.parseNotification(
                WechatPeer.headers(body, WechatFixture.NOW.minusSeconds(300)), body))
        .isEqualTo(refused);
  }

  /** Signed well, yet no fact: of another provider, not decryptable, or without its members. */
  @Test
  void whatIsSignedButMakesNoSenseIsRefused() {
    Notification.Refused unreadable = new Notification.Refused(Notification.Reason.UNREADABLE);
    String good = WechatPeer.notification("TRANSACTION.SUCCESS", PAID);
    for (String body :
        new String[] {
          "",
          "null",
          "[]",
          "{}",
          "{\"id\":\"EV\"}",
          good.replace("nonce-of-12b", "nonce-of-12c"),
          good.replace("AEAD_AES_256_GCM", "AEAD_SM4_GCM"),
          WechatPeer.notification("TRANSACTION.SUCCESS", "not json"),
          WechatPeer.notification("TRANSACTION.SUCCESS", "{}"),
          WechatPeer.notification(
              "TRANSACTION.SUCCESS", PAID.replace("\"1900000001\"", "\"1900000002\"")),
          WechatPeer.notification("REFUND.SUCCESS", PAID)
        }) {
      assertThat(arrives(body)).as(body).isEqualTo(unreadable);
    }
  }

  /** Any change to a signed body or to its headers: refused, and nothing is thrown. */
  @Test
  void noMutationIsAcceptedAndNoneThrows() {
    String good = WechatPeer.notification("TRANSACTION.SUCCESS", PAID);
    Map<String, String> headers = WechatPeer.headers(good, WechatFixture.NOW);
    String[] names =
        headers.keySet().stream().filter(n -> n.startsWith("Wechatpay")).toArray(String[]::new);
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000 * SCALE; i++) {
      String body = good;
      Map<String, String> changed = headers;
      if (random.nextBoolean()) {
        body = mutated(good, random);
      } else {
        changed = new HashMap<>(headers);
        String name = names[random.nextInt(names.length)];
        changed.put(name, mutated(headers.get(name), random));
      }
      if (body.equals(good) && changed.equals(headers)) {
        continue;
      }
      assertThat(wallet.parseNotification(changed, body))
          .as("%s\n%s", changed, body)
          .isInstanceOf(Notification.Refused.class);
    }
  }

  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) (32 + random.nextInt(95));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + other + text.substring(at);
      default -> text.substring(0, at) + other + text.substring(at + 1);
    };
  }
}
