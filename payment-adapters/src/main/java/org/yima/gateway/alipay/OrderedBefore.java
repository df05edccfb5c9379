package org.yima.gateway.alipay;

import java.util.Optional;
import java.util.function.Supplier;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedOrder;

/**
 * What the refusal of an order means. The words of refusals are not published, and an order that
 * was sent before may stand, or be paid, and be why it is refused now; one of the caller (too many
 * calls, a key that changed) says as little of it. Only where none is there the refusal is one.
 */
final class OrderedBefore {

  private OrderedBefore() {}

  /**
   * The outcome of an order.
   *
   * @param asked what was said to it
   * @param query asks for it by its number
   */
  static Outcome<MixedCharge> or(
      Outcome<MixedCharge> asked, MixedOrder order, Supplier<Outcome<MixedCharge>> query) {
    return asked instanceof Outcome.Declined<MixedCharge> refusal
        ? query.get().sure().then(known -> again(known, order, refusal))
        : asked;
  }

  /** One that waits is not told its address again: the payer has it, or it expires. */
  private static Outcome<MixedCharge> again(
      MixedCharge known, MixedOrder order, Outcome.Declined<MixedCharge> refusal) {
    if (known.state() == MixedCharge.State.NOT_FOUND) {
      return refusal;
    }
    if (!known.shares().equals(Optional.of(order.amounts().shares()))) {
      return Outcome.declined(DeclineReason.ID_REUSED, refusal.code());
    }
    if (known.isOneSided()) {
      return Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED");
    }
    return switch (known.state()) {
      case CREATED, PAYING, NOT_FOUND -> Outcome.stillRunning();
      case PAID, REFUNDED -> Outcome.declined(DeclineReason.ALREADY_PAID, refusal.code());
      case REVERSED, FAILED -> Outcome.declined(DeclineReason.CLOSED, refusal.code());
    };
  }
}
