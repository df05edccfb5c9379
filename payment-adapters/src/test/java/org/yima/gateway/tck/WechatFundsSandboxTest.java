package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.FundLine;
import org.yima.gateway.wallet.FundStatement;
import org.yima.gateway.wechat.WechatFundSettings;
import org.yima.gateway.wechat.WechatFunds;

/** The fund-flow bill, sealed by the sandbox and opened by the adapter. */
class WechatFundsSandboxTest {

  private final Days days = Days.fromNow();
  @TempDir Path folder;
  private SandboxWorld world;
  private WechatDriver driver;
  private WechatFunds funds;

  @BeforeEach
  void start() {
    world = SandboxWorld.start(folder, Map.of("wechat", WechatSection.of(folder)));
    driver = new WechatDriver(world, WechatSection.MERCHANT, List.of());
    funds =
        new WechatFunds(
            WechatSection.settings(world.uri()),
            WechatFundSettings.usual(),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Outcome<FundStatement> today() {
    List<LocalDate> seen = days.seen();
    return funds.funds(WechatSection.MERCHANT, seen.get(seen.size() - 1));
  }

  /** A day on which nothing moved has no bill. */
  private List<FundLine> booked() {
    return days.seen().stream()
        .flatMap(day -> funds.funds(WechatSection.MERCHANT, day).toOptional().stream())
        .flatMap(bill -> bill.lines().stream())
        .toList();
  }

  /** Each movement is one of ours, and the last balance is what the merchant has. */
  @Test
  void whatMovedIsWhatTheMerchantHas() {
    assertThat(today()).isEqualTo(Outcome.declined(DeclineReason.NOT_FOUND, "NO_STATEMENT_EXIST"));
    assertThat(driver.pay("FUNDS00001")).isEqualTo(Standing.PAID);
    assertThat(driver.pay("FUNDS00002")).isEqualTo(Standing.PAID);
    assertThat(driver.refund("FUNDS00001", "FUNDSR0001")).isEqualTo(Standing.RETURNED);
    assertThat(driver.reverse("FUNDS00002")).isEqualTo(Standing.RETURNED);

    List<FundLine> lines = booked();
    assertThat(lines)
        .extracting(FundLine::voucher, FundLine::direction, FundLine::fen)
        .containsExactly(
            tuple("FUNDS00001", FundLine.Direction.IN, driver.fen()),
            tuple("FUNDS00002", FundLine.Direction.IN, driver.fen()),
            tuple("FUNDSR0001", FundLine.Direction.OUT, driver.back()),
            tuple("FUNDS00002", FundLine.Direction.OUT, driver.fen()));
    assertThat(lines.get(3).balanceFen()).isEqualTo(driver.moved());
  }

  /** A link that is broken once is asked for again; nothing is booked by that. */
  @Test
  void aLostBillIsFetchedAgain() {
    assertThat(driver.pay("FUNDS00003")).isEqualTo(Standing.PAID);
    world.fault("wechat", "download", "RESET_AFTER");
    assertThat(
            days.seen().stream()
                .map(day -> funds.funds(WechatSection.MERCHANT, day))
                .filter(Outcome.Unknown.class::isInstance))
        .hasSize(1);
    assertThat(booked()).hasSize(1);
  }
}
