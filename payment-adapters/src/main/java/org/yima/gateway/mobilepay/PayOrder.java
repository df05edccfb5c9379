package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.util.Optional;
import org.yima.gateway.MaskedName;

/**
 * An order as the centre sees it.
 *
 * @param split present once pre-settled
 * @param mutualAidPayer whose account paid where a family's did (家庭共济), if the centre tells it
 * @param kind present once paid
 * @param ownNumber ours (medOrgOrd), where the centre repeats it
 * @param tracedAt when it was paid, in the bureau's zone
 * @param revsToken the right to reverse the insurance part when the institution's own settlement
 *     fails; a secret
 */
public record PayOrder(
    String payOrdId,
    OrderState state,
    Optional<Split> split,
    Optional<MaskedName> mutualAidPayer,
    Optional<SettlementKind> kind,
    Optional<String> ownNumber,
    Optional<LocalDateTime> tracedAt,
    Optional<String> revsToken) {

  public PayOrder {
    requireNonNull(payOrdId, "payOrdId");
    requireNonNull(state, "state");
    requireNonNull(mutualAidPayer, "mutualAidPayer");
    if (split.isEmpty()
        && (state == OrderState.PRE_SETTLED
            || state.insurance() == OrderState.InsuranceMoney.STANDS)) {
      throw new IllegalArgumentException("an order that is pre-settled is divided");
    }
  }

  @Override
  public String toString() {
    return "PayOrder[" + payOrdId + " " + state + "]";
  }
}
