package org.yima.gateway.alipay;

import java.util.Map;
import org.yima.gateway.wallet.MixedCharge;

/**
 * What the mixed orders need that no public text says: the official client has the fields, not the
 * words that go into them. The sandbox speaks the usual ones; a deployment corrects them by what it
 * was given.
 *
 * @param channel {@code ch_info}, which Alipay gives to the merchant; empty text for none
 * @param industry {@code industry}
 * @param scene {@code insurance_pay_scene}
 * @param whole the words of {@code trade_status}
 * @param part the words of {@code own_pay_status} and {@code medical_pay_status}
 * @param subsidies the words of {@code subsidy_mode}
 * @param report {@code notify_type} of what is reported
 */
public record AlipayMixedSettings(
    String channel,
    String industry,
    String scene,
    Map<String, MixedCharge.State> whole,
    Map<String, MixedCharge.Part> part,
    SubsidyModes subsidies,
    String report) {
  public AlipayMixedSettings {
    whole = Map.copyOf(whole);
    part = Map.copyOf(part);
  }

  /** In the sandbox's words. */
  public static AlipayMixedSettings usual() {
    return new AlipayMixedSettings(
        "",
        "HOSPITAL",
        "OUTPATIENT",
        Map.of(
            "INIT", MixedCharge.State.CREATED,
            "PAYING", MixedCharge.State.PAYING,
            "SUCCESS", MixedCharge.State.PAID,
            "REFUND", MixedCharge.State.REFUNDED,
            "REVERSED", MixedCharge.State.REVERSED,
            "CLOSED", MixedCharge.State.FAILED),
        Map.of(
            "NONE", MixedCharge.Part.NONE,
            "INIT", MixedCharge.Part.CREATED,
            "SUCCESS", MixedCharge.Part.PAID,
            "REFUND", MixedCharge.Part.REFUNDED,
            "FAIL", MixedCharge.Part.FAILED),
        SubsidyModes.usual(),
        "medical_trade_status_sync");
  }
}
