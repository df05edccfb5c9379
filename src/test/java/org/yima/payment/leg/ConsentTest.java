package org.yima.payment.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No purse of the resident bears more than they have said yes to. */
class ConsentTest {
  private static final Shares PLAN = shares(100, 20, 10, 70);
  private static final Shares BEFORE = shares(150, 50, 0, 100);

  private static Shares shares(long fund, long account, long family, long cash) {
    return new Shares(fund, fund == 0 ? Map.of() : Map.of("POOL", fund), account, family, 0, cash);
  }

  private static boolean covers(Shares settled) {
    return Consent.covers(PLAN, Optional.of(BEFORE), settled);
  }

  @Test
  void whatWasConfirmedAndAnythingLessStands() {
    assertThat(covers(PLAN)).isTrue();
    assertThat(covers(shares(120, 10, 10, 60))).isTrue();
  }

  @Test
  void anAccountBearsWhatTheOldSettlementHadTakenFromItAndNotAFenMore() {
    assertThat(covers(shares(100, 50, 10, 40))).isTrue();
    assertThat(covers(shares(100, 51, 10, 39))).isFalse();
    assertThat(Consent.covers(PLAN, Optional.empty(), shares(100, 21, 10, 69))).isFalse();
  }

  @Test
  void theFamilyHadBorneNothingBeforeSoItBearsNoMoreThanConfirmed() {
    assertThat(covers(shares(100, 20, 11, 69))).isFalse();
  }

  @Test
  void aFenMoreInCashOrAnotherTotalIsNotWhatWasConfirmed() {
    assertThat(covers(shares(99, 20, 10, 71))).isFalse();
    assertThat(covers(shares(99, 20, 10, 70))).isFalse();
  }
}
