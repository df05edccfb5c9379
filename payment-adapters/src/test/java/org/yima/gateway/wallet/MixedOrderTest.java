package org.yima.gateway.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.gateway.wallet.MixedAmounts.Addition;
import org.yima.gateway.wallet.MixedAmounts.AdditionKind;
import org.yima.gateway.wallet.MixedAmounts.Reduction;
import org.yima.gateway.wallet.MixedAmounts.ReductionKind;

class MixedOrderTest {

  private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
  private static final URI HERE = URI.create("https://yima.example/notify");

  /** The example of WeChat's own documents. */
  @Test
  void theExampleAddsUp() {
    MixedAmounts amounts =
        new MixedAmounts(
            100_000,
            45_000,
            5_000,
            50_000,
            List.of(new Addition(AdditionKind.FREIGHT, 2_000)),
            List.of(new Reduction(ReductionKind.HOSPITAL, 10_000)));
    assertThat(amounts.totalFen()).isEqualTo(202_000);
    assertThat(amounts.walletCashFen()).isEqualTo(42_000);
    assertThat(amounts.insuredFen()).isEqualTo(150_000);
  }

  /** Both formulas of the total agree, whatever the shares are. */
  @Test
  void bothWaysToTheTotalAgree() {
    Random random = new Random(6);
    for (int i = 0; i < 1_000; i++) {
      long cash = random.nextInt(100_000);
      MixedAmounts amounts =
          new MixedAmounts(
              random.nextInt(100_000),
              random.nextInt(100_000),
              random.nextInt(100_000),
              cash,
              List.of(new Addition(AdditionKind.UNSPECIFIED, 1L + random.nextInt(9_999))),
              List.of(
                  new Reduction(ReductionKind.UNSPECIFIED, 1L + random.nextInt((int) cash + 1))));
      assertThat(amounts.totalFen())
          .isEqualTo(amounts.insuredFen() + amounts.walletCashFen() + amounts.reductionsFen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, 100, CASH_AND_INSURANCE",
    "true, 70, 30, CASH_AND_INSURANCE",
    "true, 100, 0, INSURANCE_ONLY",
    "false, 0, 100, CASH_ONLY"
  })
  void whoPaysFollowsFromTheParts(
      boolean insured, long fund, long cash, MixedOrder.Payment payment) {
    assertThat(order(insured, MixedAmounts.of(fund, 0, 0, cash)).payment()).isEqualTo(payment);
  }

  @Test
  void whatContradictsItselfIsRefusedBeforeItIsSent() {
    assertThatThrownBy(() -> order(false, MixedAmounts.of(1, 0, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> order(false, MixedAmounts.of(0, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MixedAmounts.of(0, -1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new MixedAmounts(
                    9, 0, 0, 1, List.of(), List.of(new Reduction(ReductionKind.DISCOUNT, 2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noPersonAndNoSecretIsShown() {
    String shown = order(true, MixedAmounts.of(1, 0, 0, 1)).toString() + insured() + payer();
    assertThat(shown).doesNotContain("张三", "44030019000101123X", "AUTH-1", "oPAYER", "104.06");
  }

  private static MixedOrder order(boolean insured, MixedAmounts amounts) {
    return new MixedOrder(
        new OrderRef("ord_000001", NOW),
        MixedOrder.Kind.OUTPATIENT,
        "门诊缴费",
        payer(),
        "SERIAL-1",
        new MixedInstitution("wx-sub", "H51010000001", "第一人民医院", "510100", false),
        insured ? Optional.of(insured()) : Optional.empty(),
        amounts,
        NOW.plusSeconds(900),
        HERE,
        HERE);
  }

  private static MixedPayer payer() {
    return new MixedPayer(
        "oPAYER",
        new MixedPerson("张三", MixedPerson.Document.ID_CARD, "44030019000101123X"),
        Optional.empty());
  }

  private static MixedInsured insured() {
    return new MixedInsured(
        "ORD-1",
        "AUTH-1",
        "",
        new MixedInsured.Place(new BigDecimal("104.06"), new BigDecimal("30.67")),
        NOW);
  }
}
