package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.tck.Stating.Booked;

/** What WeChat Pay states of orders with insurance: their cash, under the orders' own numbers. */
class MixedCashStatementTest {

  @Test
  void theCashOfAnOrderStandsInTheWalletsStatement(@TempDir Path folder) {
    try (SandboxWorld world =
        SandboxWorld.start(
            folder,
            Map.of(
                "wechat",
                WechatSection.of(folder),
                "insuranceAuth",
                Allowing.section(),
                "bureau",
                BureauSection.of(folder, "http://127.0.0.1:9/6302")))) {
      WechatMixedDriver mixed =
          new WechatMixedDriver(
              world, WechatSection.MIXED_MERCHANT, BureauSection.APP_ID, List.of());
      WechatDriver wallet = new WechatDriver(world, WechatSection.MIXED_MERCHANT, List.of());
      for (String number : List.of("STATED0001", "STATED0002")) {
        assertThat(mixed.pay(number)).isEqualTo(Standing.PAID);
      }
      long cash = wallet.moved() / 2;
      assertThat(cash).as("a part").isPositive().isLessThan(mixed.fen());
      assertThat(mixed.refund("STATED0001", "STATEDR001")).isEqualTo(Standing.RETURNED);
      assertThat(wallet.statement())
          .containsExactlyInAnyOrder(
              new Booked("STATED0001", cash),
              new Booked("STATED0002", cash),
              new Booked("STATEDR001", -cash));
      assertThat(wallet.moved()).isEqualTo(cash);
    }
  }
}
