package org.yima.gateway.alipay;

import java.util.Map;
import org.yima.gateway.wallet.MixedCharge;

/**
 * What the mixed orders ({@code alipay.commerce.medical.trade.*}) need that no public text says, as
 * {@link MedicalWords}.
 *
 * @param words what the other family has in the same way
 * @param industry {@code industry}
 * @param scene {@code insurance_pay_scene}
 * @param insured {@code order_type} of an order with a part of the insurance
 * @param own {@code order_type} of one without
 * @param whole the words of {@code trade_status}
 * @param part the words of {@code own_pay_status} and {@code medical_pay_status}
 */
public record AlipayMixedSettings(
    MedicalWords words,
    String industry,
    String scene,
    String insured,
    String own,
    Map<String, MixedCharge.State> whole,
    Map<String, MixedCharge.Part> part) {
  public AlipayMixedSettings {
    whole = Map.copyOf(whole);
    part = Map.copyOf(part);
  }

  /** In the sandbox's words. */
  public static AlipayMixedSettings usual() {
    return new AlipayMixedSettings(
        MedicalWords.usual("medical_trade_status_sync"),
        "HOSPITAL",
        "OUTPATIENT",
        "INSURANCE_PAY",
        "OWN_PAY",
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
            "FAIL", MixedCharge.Part.FAILED));
  }
}
