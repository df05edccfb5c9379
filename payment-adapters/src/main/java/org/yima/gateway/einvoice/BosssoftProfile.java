package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.yima.gateway.DeclineReason;

/**
 * What differs by platform.
 *
 * @param businessTypes {@code busType} of each kind
 * @param refusals what the platform's error codes mean; one that is not named refuses a question,
 *     and leaves open whether a change was made. That a business number was used before is {@link
 *     DeclineReason#ID_REUSED}
 * @param repetition what it does with a business number that comes again
 */
public record BosssoftProfile(
    Map<InvoiceRequest.Kind, String> businessTypes,
    Map<String, DeclineReason> refusals,
    Repetition repetition) {

  /**
   * What becomes of the same request when it comes again. No description of the calls says so: it
   * is the platform's operator who does.
   */
  public enum Repetition {
    /** It is answered with the first invoice; another request under the number is refused. */
    SAME_ANSWER,
    /** It is refused, in one word with any other request under the number. */
    REFUSED_AS_DONE,
    /** Nobody has said; perhaps with another invoice. */
    NOT_KNOWN
  }

  public BosssoftProfile {
    businessTypes = Map.copyOf(businessTypes);
    refusals = Map.copyOf(refusals);
    requireNonNull(repetition, "repetition");
    if (businessTypes.size() != InvoiceRequest.Kind.values().length) {
      throw new IllegalArgumentException("each kind has its type");
    }
  }

  /**
   * Numbers that are often seen for the kinds; no error code is known to mean the same anywhere,
   * and what a repetition is answered with is not known.
   */
  public static BosssoftProfile usual(Map<String, DeclineReason> refusals) {
    return new BosssoftProfile(
        Map.of(
            InvoiceRequest.Kind.INPATIENT, "01",
            InvoiceRequest.Kind.OUTPATIENT, "02",
            InvoiceRequest.Kind.CHECK_UP, "03",
            InvoiceRequest.Kind.REGISTRATION, "06"),
        refusals,
        Repetition.NOT_KNOWN);
  }

  /** As its operator says that it does with a business number that comes again. */
  public BosssoftProfile repeated(Repetition known) {
    return new BosssoftProfile(businessTypes, refusals, known);
  }
}
