package org.yima.gateway.insurer;

import java.util.Optional;

/**
 * The insurer's word on a policy.
 *
 * @param kind how the insurer pays; always present when eligible
 * @param policyRef the insurer's handle for later calls, so that the policy number need not travel
 *     again; empty when not eligible
 * @param reason why not, in the insurer's words for the resident; empty when eligible
 */
public record Eligibility(
    String requestId,
    boolean eligible,
    Optional<PolicyKind> kind,
    String policyRef,
    String reason) {

  /** How the insurer pays. */
  public enum PolicyKind {
    /** Guarantees before, pays the hospital after. */
    DIRECT,
    /** Pays the insured's own account after documents were sent. */
    RAPID
  }

  public Eligibility {
    if (eligible && (kind.isEmpty() || policyRef.isEmpty())) {
      throw new IllegalArgumentException("an eligible policy has a kind and a handle");
    }
  }

  @Override
  public String toString() {
    return "Eligibility[" + requestId + ", " + eligible + ", " + kind + "]";
  }
}
