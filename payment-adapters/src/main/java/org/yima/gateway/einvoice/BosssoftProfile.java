package org.yima.gateway.einvoice;

import java.util.Map;
import org.yima.gateway.DeclineReason;

/**
 * What differs by platform.
 *
 * @param businessTypes {@code busType} of each kind
 * @param refusals what the platform's error codes mean; one that is not named refuses a question,
 *     and leaves open whether a change was made
 */
public record BosssoftProfile(
    Map<InvoiceRequest.Kind, String> businessTypes, Map<String, DeclineReason> refusals) {

  public BosssoftProfile {
    businessTypes = Map.copyOf(businessTypes);
    refusals = Map.copyOf(refusals);
    if (businessTypes.size() != InvoiceRequest.Kind.values().length) {
      throw new IllegalArgumentException("each kind has its type");
    }
  }

  /**
   * Numbers that are often seen for the kinds; no error code is known to mean the same anywhere.
   */
  public static BosssoftProfile usual(Map<String, DeclineReason> refusals) {
    return new BosssoftProfile(
        Map.of(
            InvoiceRequest.Kind.INPATIENT, "01",
            InvoiceRequest.Kind.OUTPATIENT, "02",
            InvoiceRequest.Kind.CHECK_UP, "03",
            InvoiceRequest.Kind.REGISTRATION, "06"),
        refusals);
  }
}
