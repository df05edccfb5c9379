package org.yima.gateway.insurer;

/**
 * The insurer's word on a policy.
 *
 * @param policyRef the insurer's handle for later calls, so that the policy number need not travel
 *     again; empty when not eligible
 * @param reason why not, in the insurer's words for the resident; empty when eligible
 */
public record Eligibility(
    String requestId, boolean eligible, PolicyKind kind, String policyRef, String reason) {

  /** How the insurer pays. */
  public enum PolicyKind {
    /** Guarantees before, pays the hospital after. */
    DIRECT,
    /** Pays the insured's own account after documents were sent. */
    RAPID
  }

  @Override
  public String toString() {
    return "Eligibility[" + requestId + ", " + eligible + ", " + kind + "]";
  }
}
