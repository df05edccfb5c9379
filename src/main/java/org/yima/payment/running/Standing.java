package org.yima.payment.running;

import java.util.Map;
import java.util.TreeMap;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Mirror;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanShares;

/** The shares that stand of a payment now, as the ledger has them. */
final class Standing {
  private static final String FUND = "fund/";

  private Standing() {}

  static PlanShares of(Payment payment) {
    Map<String, Long> shares = new TreeMap<>();
    for (Leg leg : payment.legs()) {
      Mirror.standing(leg).forEach((share, amount) -> shares.merge(share, amount, Long::sum));
    }
    Map<String, Long> funds = new TreeMap<>();
    shares.forEach(
        (share, amount) -> {
          if (share.startsWith(FUND)) {
            funds.put(share.substring(FUND.length()), amount);
          }
        });
    long fund = funds.values().stream().mapToLong(Long::longValue).sum();
    return new PlanShares(
        shares.values().stream().mapToLong(Long::longValue).sum(),
        fund,
        funds,
        shares.getOrDefault("account", 0L),
        shares.getOrDefault("mutual-aid", 0L),
        shares.getOrDefault("hospital", 0L),
        shares.getOrDefault("insurer", 0L),
        0,
        0,
        shares.getOrDefault("wallet", 0L));
  }
}
