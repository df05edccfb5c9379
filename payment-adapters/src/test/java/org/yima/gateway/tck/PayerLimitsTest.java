package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.alipay.AlipayWallet;
import org.yima.gateway.unionpay.UnionPayWallet;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.WalletGateway;
import org.yima.gateway.wechat.WechatWallet;

/** What a payer may spend, as each wallet says that it is too much. */
class PayerLimitsTest {

  private static SandboxWorld world;
  private static List<Wallet> wallets;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /**
   * A wallet, and its words.
   *
   * @param codes for want of money, too much at once, in a day, in a month, and for a locked wallet
   */
  private record Wallet(
      String channel, WalletGateway gateway, Merchant merchant, List<String> codes) {

    Outcome<Charge> charge(String payer, long fen) {
      String text =
          world
              .control("payers/" + payer + "/payment-code", Map.of("channel", channel))
              .path("text")
              .asText();
      OrderRef order =
          new OrderRef("LIMITS%06d".formatted(NUMBERS.incrementAndGet()), Instant.now());
      return gateway.payByCode(merchant, new CodePayment(order, "门诊缴费", fen, text, "T-1", "S-1"));
    }

    long moved() {
      return world.balance(channel.toLowerCase(Locale.ROOT), "merchant:" + merchant.account());
    }

    @Override
    public String toString() {
      return channel;
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) {
    world =
        SandboxWorld.start(
            folder,
            Map.of(
                "wechat", WechatSection.of(folder),
                "alipay", AlipaySection.of(folder),
                "unionpay", UnionPaySection.of(folder)));
    wallets =
        List.of(
            new Wallet(
                "WECHAT",
                new WechatWallet(
                    WechatSection.settings(world.uri()),
                    InstantSource.system(),
                    new SecureRandom()),
                WechatSection.MERCHANT,
                List.of("NOT_ENOUGH", "RULE_LIMIT", "RULE_LIMIT", "RULE_LIMIT", "ACCOUNT_ERROR")),
            new Wallet(
                "ALIPAY",
                new AlipayWallet(
                    AlipaySection.settings(world.uri()), AlipaySection.MERCHANT.provider()),
                AlipaySection.MERCHANT,
                List.of(
                    "ACQ.BUYER_BALANCE_NOT_ENOUGH",
                    "ACQ.PAYMENT_FAIL",
                    "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
                    "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
                    "ACQ.BUYER_ENABLE_STATUS_FORBID")),
            new Wallet(
                "UNIONPAY",
                new UnionPayWallet(
                    UnionPaySection.settings(folder, world.uri(), world.hearing().of("unionpay")),
                    InstantSource.system()),
                UnionPaySection.MERCHANT,
                List.of("64", "33", "33", "33", "67")));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  static Stream<Wallet> wallets() {
    return wallets.stream();
  }

  private static void payer(Wallet wallet, String ref, long balance, Map<String, Long> limits) {
    assertThat(
            world
                .control(
                    "payers",
                    Map.of(
                        "channel",
                        wallet.channel(),
                        "ref",
                        ref,
                        "balance",
                        balance,
                        "limits",
                        limits,
                        "password",
                        "246810"))
                .path("ref")
                .asText())
        .isEqualTo(ref);
  }

  private static void refused(Wallet wallet, String payer, long fen, int code) {
    long before = wallet.moved();
    assertThat(wallet.charge(payer, fen))
        .isEqualTo(Outcome.declined(DeclineReason.PAYER_RESTRICTED, wallet.codes().get(code)));
    assertThat(wallet.moved()).isEqualTo(before);
  }

  private static void paid(Wallet wallet, String payer, long fen) {
    long before = wallet.moved();
    assertThat(wallet.charge(payer, fen).toOptional()).isPresent();
    assertThat(wallet.moved() - before).isEqualTo(fen);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatIsTooMuchAtOnceInADayAndInAMonth(Wallet wallet) {
    payer(wallet, "poor", 999, Map.of());
    refused(wallet, "poor", 1_000, 0);
    paid(wallet, "poor", 999);

    payer(wallet, "careful", 100_000, Map.of("perPayment", 5_000L, "perDay", 6_000L));
    refused(wallet, "careful", 5_001, 1);
    paid(wallet, "careful", 5_000);
    refused(wallet, "careful", 1_001, 2);
    paid(wallet, "careful", 1_000);
    refused(wallet, "careful", 1, 2);

    payer(wallet, "thrifty", 100_000, Map.of("perMonth", 700L));
    paid(wallet, "thrifty", 300);
    refused(wallet, "thrifty", 401, 3);
    paid(wallet, "thrifty", 400);
  }

  /** The fifth wrong password in a row locks the wallet, and the right one frees it no more. */
  @ParameterizedTest
  @MethodSource("wallets")
  void aPasswordIsAskedForAndMistypedOnlySoOften(Wallet wallet) {
    payer(wallet, "asked", 100_000, Map.of("withoutPassword", 500L));
    paid(wallet, "asked", 500);
    long before = wallet.moved();
    assertThat(wallet.charge("asked", 501)).isEqualTo(Outcome.stillRunning());
    assertThat(wallet.moved()).isEqualTo(before);
    assertThat(approved(wallet, "246810")).isEqualTo("PAID");
    assertThat(wallet.moved() - before).isEqualTo(501);

    for (int i = 1; i <= 5; i++) {
      if (waiting(wallet).isEmpty()) {
        assertThat(wallet.charge("asked", 502)).isEqualTo(Outcome.stillRunning());
      }
      // UnionPay tells the merchant, the others their payer.
      String mistyped = i < 5 ? "password.wrong" : "password.locked";
      assertThat(approved(wallet, "000000"))
          .isEqualTo(wallet.channel().equals("UNIONPAY") ? "FAILED" : mistyped);
    }
    refused(wallet, "asked", 1, 4);
    assertThat(wallet.moved() - before).isEqualTo(501);
  }

  private static String waiting(Wallet wallet) {
    for (JsonNode order : world.read("/control/orders").path("items")) {
      if (order.path("channel").asText().equals(wallet.channel())) {
        return order.path("prepayId").asText();
      }
    }
    return "";
  }

  /** What came of typing it for the one order that waits. */
  private static String approved(Wallet wallet, String password) {
    return world.approve(wallet.channel(), "asked", waiting(wallet), password);
  }
}
