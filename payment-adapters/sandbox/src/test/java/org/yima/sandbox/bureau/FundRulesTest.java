package org.yima.sandbox.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fund's arithmetic alone: hand-made rows, then any rows. */
class FundRulesTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  @ParameterizedTest
  @CsvSource({
    // deductible, ratio, ceiling, account, mutual aid, class, amount, pool, account, mutual aid,
    // cash
    "0,     7000, 100000, 0,    0,   01, 10000, 7000, 0,    0,   3000",
    "0,     7000, 100000, 5000, 0,   01, 10000, 7000, 3000, 0,   0",
    "0,     7000, 100000, 1000, 500, 01, 10000, 7000, 1000, 500, 1500",
    "20000, 7000, 100000, 0,    0,   01, 10000, 0,    0,    0,   10000",
    "4000,  7000, 100000, 0,    0,   01, 10000, 4200, 0,    0,   5800",
    "0,     7000, 5000,   0,    0,   01, 10000, 5000, 0,    0,   5000",
    "0,     7000, 100000, 0,    0,   02, 10000, 6300, 0,    0,   3700",
    "0,     7000, 100000, 9000, 0,   03, 10000, 0,    0,    0,   10000",
    "0,     7000, 100000, 0,    0,   02, 5,     2,    0,    0,   3",
    "0,     3333, 100000, 0,    0,   01, 1,     0,    0,    0,   1"
  })
  void rows(
      long deductible,
      int ratio,
      long ceiling,
      long account,
      long mutualAid,
      String insuranceClass,
      long amount,
      long pool,
      long byAccount,
      long byMutualAid,
      long cash) {
    FundRules.Shares shares =
        new FundRules(deductible, ratio, ceiling)
            .split(
                List.of(
                    new FundRules.Line(InsuranceClass.of(insuranceClass).orElseThrow(), amount)),
                new FundRules.Position(0, 0, account, mutualAid),
                true);
    assertThat(List.of(shares.pool(), shares.account(), shares.mutualAid(), shares.cash()))
        .containsExactly(pool, byAccount, byMutualAid, cash);
  }

  @Test
  void anyBillAddsUpAndRespectsEveryLimit() {
    Random random = new Random(310);
    for (int i = 0; i < 20_000 * SCALE; i++) {
      FundRules rules =
          new FundRules(random.nextInt(100_000), random.nextInt(10_001), random.nextInt(300_000));
      FundRules.Position position =
          new FundRules.Position(
              random.nextInt(150_000),
              random.nextInt(400_000),
              random.nextInt(50_000),
              random.nextInt(50_000));
      List<FundRules.Line> lines = new ArrayList<>();
      int count = random.nextInt(8);
      for (int j = 0; j < count; j++) {
        lines.add(
            new FundRules.Line(
                InsuranceClass.of("0" + (1 + random.nextInt(3))).orElseThrow(),
                random.nextInt(90_000)));
      }
      boolean useAccount = random.nextBoolean();
      FundRules.Shares s = rules.split(lines, position, useAccount);
      long total = lines.stream().mapToLong(FundRules.Line::amount).sum();
      assertThat(s.pool() + s.account() + s.mutualAid() + s.cash()).isEqualTo(total);
      assertThat(s.cash()).isNotNegative();
      assertThat(s.pool()).isBetween(0L, Math.max(0, rules.ceiling() - position.poolUsed()));
      assertThat(s.pool()).isLessThanOrEqualTo(s.inScope() - s.deductible());
      assertThat(s.account()).isBetween(0L, useAccount ? position.account() : 0);
      assertThat(s.mutualAid()).isBetween(0L, useAccount ? position.mutualAid() : 0);
      assertThat(s.cash()).isGreaterThanOrEqualTo(s.fullOwn());
    }
  }
}
