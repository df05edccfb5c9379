package org.yima.card.instrument;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.card.CardProblem;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * What shows that an instrument is the resident's. A bank card's own number is refused in every
 * field.
 *
 * @param authCode WECHAT, ALIPAY, MEDICAL_INSURANCE: what the wallet gave to the app, used once;
 *     none for a MEDICAL_INSURANCE that is authorised in Alipay
 * @param channel MEDICAL_INSURANCE: the wallet in which it is authorised, WECHAT when absent;
 *     ALIPAY is asked by the payer whose wallet is bound to the card
 * @param insurerId COMMERCIAL_POLICY
 * @param policyNumber COMMERCIAL_POLICY
 * @param token BANK_CARD: what the acquirer's page gave for the card
 * @param label UNIONPAY, ECNY, SOCIAL_SECURITY: what the resident likes to call it; it proves
 *     nothing and pays nothing
 */
@Schema(name = "InstrumentProof")
record Proof(
    @Size(max = 256) String authCode,
    @Pattern(regexp = "WECHAT|ALIPAY") String channel,
    @Size(max = 40) String insurerId,
    @Size(max = 64) String policyNumber,
    @Size(max = 512) String token,
    @Size(max = 40) @Pattern(regexp = "[^\\p{Cntrl}]*") String label) {

  /** Throws {@code instrument.pan} when a field has a bank card's number in it. */
  void mustHoldNoCardNumber() {
    refuse(CardNumbers.in(authCode), "/proof/authCode");
    refuse(CardNumbers.in(insurerId), "/proof/insurerId");
    refuse(CardNumbers.whole(policyNumber), "/proof/policyNumber");
    refuse(CardNumbers.in(token), "/proof/token");
    refuse(CardNumbers.anywhere(label), "/proof/label");
  }

  private static void refuse(boolean isCardNumber, String pointer) {
    if (isCardNumber) {
      throw CardProblem.INSTRUMENT_PAN.problem().at(pointer, "card-number");
    }
  }

  static String required(String value, String pointer) {
    if (value == null || value.isBlank()) {
      throw invalid(pointer, "required");
    }
    return value;
  }

  static Problem invalid(String pointer, String code) {
    return PlatformProblem.INPUT_INVALID.problem().at(pointer, code);
  }

  @Override
  public String toString() {
    return "Proof[..]";
  }
}
