package org.yima.gateway.wallet;

import java.util.List;

/**
 * What a bill consists of. All in fen, none negative.
 *
 * <pre>
 * wallet cash = cash + additions - reductions
 * total       = fund + account + other + cash + additions
 *             = fund + account + other + wallet cash + reductions
 * </pre>
 *
 * @param fundFen what the pooled fund bears (统筹)
 * @param accountFen what the personal account bears (个账)
 * @param otherFen what else insurance bears
 * @param cashFen what the centre leaves to the person
 * @param additions what the person pays besides, such as freight
 * @param reductions what the person is spared of the cash
 */
public record MixedAmounts(
    long fundFen,
    long accountFen,
    long otherFen,
    long cashFen,
    List<Addition> additions,
    List<Reduction> reductions) {

  /** Why more is paid. */
  public enum AdditionKind {
    UNSPECIFIED,
    FREIGHT,
    OTHER_MEDICAL_EXPENSES
  }

  /** Why less is paid. */
  public enum ReductionKind {
    UNSPECIFIED,
    HOSPITAL,
    PHARMACY_DISCOUNT,
    DISCOUNT,
    PREPAYMENT,
    DEPOSIT
  }

  /** More cash. */
  public record Addition(AdditionKind kind, long fen) {
    public Addition {
      atLeastOne(fen);
    }
  }

  /** Less cash. */
  public record Reduction(ReductionKind kind, long fen) {
    public Reduction {
      atLeastOne(fen);
    }
  }

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException when one is negative, or more is reduced than is to be paid
   */
  public MixedAmounts {
    additions = List.copyOf(additions);
    reductions = List.copyOf(reductions);
    if (fundFen < 0 || accountFen < 0 || otherFen < 0 || cashFen < 0) {
      throw new IllegalArgumentException("shares are not negative");
    }
    if (Math.addExact(cashFen, added(additions)) < reduced(reductions)) {
      throw new IllegalArgumentException("more is reduced than is to be paid");
    }
  }

  /** Without additions and reductions. */
  public static MixedAmounts of(long fundFen, long accountFen, long otherFen, long cashFen) {
    return new MixedAmounts(fundFen, accountFen, otherFen, cashFen, List.of(), List.of());
  }

  /** What insurance bears. */
  public long insuredFen() {
    return Math.addExact(Math.addExact(fundFen, accountFen), otherFen);
  }

  public long additionsFen() {
    return added(additions);
  }

  public long reductionsFen() {
    return reduced(reductions);
  }

  /** What the wallet takes from the payer. */
  public long walletCashFen() {
    return Math.subtractExact(Math.addExact(cashFen, additionsFen()), reductionsFen());
  }

  public long totalFen() {
    return Math.addExact(Math.addExact(insuredFen(), cashFen), additionsFen());
  }

  /** What a wallet that knows the order says of who was to pay what. */
  public MixedCharge.Shares shares() {
    return new MixedCharge.Shares(fundFen, accountFen, otherFen, walletCashFen(), totalFen());
  }

  private static long added(List<Addition> additions) {
    return additions.stream().mapToLong(Addition::fen).reduce(0, Math::addExact);
  }

  private static long reduced(List<Reduction> reductions) {
    return reductions.stream().mapToLong(Reduction::fen).reduce(0, Math::addExact);
  }

  private static void atLeastOne(long fen) {
    if (fen < 1) {
      throw new IllegalArgumentException("a change of the cash is at least one fen");
    }
  }
}
