package org.yima.payment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.yima.payment.leg.Shares;

/** Seeded bills of any shape; a failure names its seed. */
class AllocationTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  @Test
  void sharesAndLinesAddUpBothWaysToTheFen() {
    for (long seed = 1; seed <= 20_000L * SCALE; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    List<Allocation.Line> lines = new ArrayList<>();
    // Now and then as large as a bill may be: a thousand million yuan to the line.
    long largest = seed % 10 == 0 ? 100_000 : 1;
    long total = 0;
    for (int i = 1; i <= 1 + random.nextInt(12); i++) {
      long amount = random.nextInt(5) == 0 ? 0 : largest * random.nextInt(1_000_000);
      long inScope = largest * random.nextInt((int) (amount / largest) + 1);
      lines.add(new Allocation.Line(i, "c" + i, "n" + i, amount, inScope));
      total += amount;
    }
    long[] cut = random.longs(5, 0, total + 1).sorted().toArray();
    long pool = random.nextInt((int) Math.min(cut[0], Integer.MAX_VALUE - 1) + 1);
    Shares shares =
        new Shares(
            cut[0],
            Map.of("POOL", pool, "OTHER", cut[0] - pool),
            cut[1] - cut[0],
            cut[2] - cut[1],
            cut[3] - cut[2],
            total - cut[3]);
    PlanShares plan = PlanShares.of(total, Optional.of(shares), cut[4] - cut[3]);
    List<PlanLine> divided = Allocation.of(lines, plan);

    assertThat(sum(divided, PlanLine::fundShare)).as("seed %d", seed).isEqualTo(plan.fundShare());
    assertThat(sum(divided, PlanLine::accountShare)).isEqualTo(plan.accountShare());
    assertThat(sum(divided, PlanLine::mutualAidShare)).isEqualTo(plan.mutualAidShare());
    assertThat(sum(divided, PlanLine::hospitalShare)).isEqualTo(plan.hospitalShare());
    assertThat(sum(divided, PlanLine::commercialShare)).isEqualTo(plan.commercialShare());
    assertThat(sum(divided, PlanLine::selfPay)).isEqualTo(plan.selfPay());
    assertThat(divided)
        .as("seed %d", seed)
        .allSatisfy(
            line -> {
              assertThat(
                      List.of(
                          line.fundShare(),
                          line.accountShare(),
                          line.mutualAidShare(),
                          line.hospitalShare(),
                          line.commercialShare(),
                          line.selfPay()))
                  .allMatch(part -> part >= 0);
              assertThat(
                      line.fundShare()
                          + line.accountShare()
                          + line.mutualAidShare()
                          + line.hospitalShare()
                          + line.commercialShare()
                          + line.selfPay())
                  .isEqualTo(line.amount());
            });
  }

  private static long sum(List<PlanLine> lines, ToLongFunction<PlanLine> part) {
    return lines.stream().mapToLong(part).sum();
  }
}
