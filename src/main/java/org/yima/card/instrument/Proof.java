package org.yima.card.instrument;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What shows that an instrument is the resident's.
 *
 * @param authCode WECHAT, ALIPAY, MEDICAL_INSURANCE: what the wallet gave to the app, used once
 * @param channel MEDICAL_INSURANCE: the wallet in which it was authorised
 * @param insurerId COMMERCIAL_POLICY
 * @param policyNumber COMMERCIAL_POLICY
 * @param token BANK_CARD
 */
@Schema(name = "InstrumentProof")
record Proof(
    @Size(max = 256) String authCode,
    @Pattern(regexp = "WECHAT|ALIPAY") String channel,
    @Size(max = 40) String insurerId,
    @Size(max = 64) String policyNumber,
    @Size(max = 512) String token) {
  @Override
  public String toString() {
    return "Proof[..]";
  }
}
