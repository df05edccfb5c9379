package org.yima.payment.leg;

import java.util.Optional;

/**
 * Whether a settlement that replaces another is what the resident said yes to.
 *
 * <p>The trial that was confirmed ran while the old settlement stood, which had used up deductible
 * and account; once that is reversed the bureau may divide otherwise, and nobody can know how
 * before. It is taken only when no purse of the resident bears more than they have agreed to: cash
 * at most what the new plan says; the personal and the family's accounts at most the greater of the
 * new plan and what the old settlement, confirmed in its time, had taken from them. So the refund
 * as a whole never takes a fen from an account. Anything else is refused, and all goes back.
 */
final class Consent {
  private Consent() {}

  /**
   * Whether it may stand.
   *
   * @param confirmed the shares of the plan
   * @param reversed the shares of the settlement that it replaces; absent: there was none
   */
  static boolean covers(Shares confirmed, Optional<Shares> reversed, Shares settled) {
    return settled.total() == confirmed.total()
        && settled.cash() <= confirmed.cash()
        && settled.account()
            <= Math.max(confirmed.account(), reversed.map(Shares::account).orElse(0L))
        && settled.mutualAid()
            <= Math.max(confirmed.mutualAid(), reversed.map(Shares::mutualAid).orElse(0L));
  }
}
