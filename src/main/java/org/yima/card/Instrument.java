package org.yima.card;

import java.util.Optional;
import org.yima.platform.Id;

/**
 * A bound way to pay, decrypted, for use inside the server.
 *
 * @param reference by type: WECHAT the openid, ALIPAY the open id or user number, MEDICAL_INSURANCE
 *     the insured area (six digits), COMMERCIAL_POLICY the insurer's policy reference, BANK_CARD
 *     the acquirer's token, and for UNIONPAY, ECNY and SOCIAL_SECURITY what the owner typed: a
 *     label that pays nothing
 * @param insurerId the insurer of a commercial policy
 */
public record Instrument(
    Id id, InstrumentType type, InstrumentStatus status, String reference, Optional<Id> insurerId) {
  /** What the owner calls it, where it is no more than a label. */
  public Optional<String> label() {
    return type.isLabel() && !reference.isEmpty() ? Optional.of(reference) : Optional.empty();
  }

  /** The reference is a token and must not reach a log. */
  @Override
  public String toString() {
    return "Instrument[" + id + ", " + type + ", " + status + "]";
  }
}
