package org.yima.gateway.alipay;

import java.util.Map;
import java.util.Set;
import org.yima.gateway.wallet.Refund;

/**
 * What both families of orders with insurance need and no public text says: the official client has
 * the fields, not the words that go into them. The sandbox speaks the usual ones; a deployment
 * corrects them by what it was given.
 *
 * @param channel {@code ch_info} or {@code chinfo}, which Alipay gives to the merchant; empty text
 *     for none
 * @param subsidies the words of {@code subsidy_mode}
 * @param refunds the words of {@code refund_status} where cash is returned by our number of the
 *     order ({@code alipay.commerce.medical.trade.refund.query})
 * @param noRefund the {@code sub_code} that this query has for a refund that is not there, with or
 *     without the product's prefix
 * @param report {@code notify_type} of what is reported; each family has one of its own
 */
public record MedicalWords(
    String channel,
    SubsidyModes subsidies,
    Map<String, Refund.State> refunds,
    Set<String> noRefund,
    String report) {
  public MedicalWords {
    refunds = Map.copyOf(refunds);
    noRefund = Set.copyOf(noRefund);
  }

  /** In the sandbox's words. */
  static MedicalWords usual(String report) {
    return new MedicalWords(
        "",
        SubsidyModes.usual(),
        Map.of(
            "REFUND_SUCCESS", Refund.State.SUCCEEDED,
            "REFUND_PROCESSING", Refund.State.PROCESSING,
            "REFUND_FAIL", Refund.State.ABNORMAL),
        Set.of("REFUND_NOT_EXIST"),
        report);
  }

  /** The same, reported by another word. */
  public MedicalWords reportedAs(String other) {
    return new MedicalWords(channel, subsidies, refunds, noRefund, other);
  }
}
