package org.yima.payment.gateways;

import org.yima.gateway.insurance.Settlement;
import org.yima.payment.leg.Shares;

/** The bureau's division of a bill in our words. */
public final class SharesOf {
  private SharesOf() {}

  public static Shares settlement(Settlement settlement) {
    return Answers.shares(settlement);
  }
}
