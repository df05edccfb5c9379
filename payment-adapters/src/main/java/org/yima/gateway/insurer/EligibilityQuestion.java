package org.yima.gateway.insurer;

/** Whether this person's policy is in force. */
public record EligibilityQuestion(String requestId, String policyNumber, Holder holder) {

  /**
   * Who holds the policy.
   *
   * @param idType our names of document types, such as {@code RESIDENT_ID}
   */
  public record Holder(String name, String idType, String idNumber) {
    @Override
    public String toString() {
      return "Holder[..]";
    }
  }

  @Override
  public String toString() {
    return "EligibilityQuestion[" + requestId + "]";
  }
}
