package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.Statement;

/** What the wallets say of a day that has no bill, and what is made of it. */
class BillsSandboxTest {

  @TempDir Path folder;
  private SandboxWorld world;

  @BeforeEach
  void start() {
    Map<String, Object> wechat = new HashMap<>(WechatSection.of(folder));
    // Longer than a day, so that at no hour of it the bill of the day before is there.
    wechat.put("billsAfterHours", 48);
    world =
        SandboxWorld.start(
            folder,
            Map.of(
                "wechat", wechat,
                "alipay", AlipaySection.of(folder),
                "unionpay", UnionPaySection.of(folder)));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<WalletDriver> wallets() {
    return List.of(
        new WechatDriver(world, WechatSection.MERCHANT, List.of()),
        new AlipayDriver(world, AlipaySection.MERCHANT, List.of()),
        new UnionPayDriver(world, folder, UnionPaySection.MERCHANT, List.of()));
  }

  /**
   * Without lines where the wallet says that nothing was traded, and else declined in one word:
   * never a state that nobody knows, and nothing else that it could be taken for.
   */
  @Test
  void aDayOnWhichNothingWasTradedHasNoLineOrNoStatement() {
    for (WalletDriver wallet : wallets()) {
      LocalDate day = wallet.day(wallet.began).minusDays(30);
      Outcome<Statement> asked = wallet.adapter().statement(wallet.merchant, day);
      if (asked instanceof Outcome.Succeeded<Statement> said) {
        try (Statement statement = said.value()) {
          assertThat(statement.day()).as(wallet.name()).isEqualTo(day);
          assertThat(statement.count()).as(wallet.name()).isZero();
        }
      } else {
        assertThat(asked instanceof Outcome.Declined<Statement> said ? said.reason() : null)
            .as(wallet.name())
            .isEqualTo(DeclineReason.NOT_FOUND);
      }
    }
  }

  /** One that is being made is no empty one, though nothing of it can be had yet. */
  @Test
  void aBillThatIsBeingMadeIsToBeAskedForAgain() {
    WechatDriver wechat = new WechatDriver(world, WechatSection.MERCHANT, List.of());
    assertThat(wechat.pay("BILLS00001")).isEqualTo(Standing.PAID);
    assertThat(wechat.adapter().statement(wechat.merchant, wechat.day(Instant.now())))
        .isEqualTo(Outcome.declined(DeclineReason.BUSY, "STATEMENT_CREATING"));
  }
}
