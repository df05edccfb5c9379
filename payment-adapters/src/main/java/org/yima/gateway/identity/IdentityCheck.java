package org.yima.gateway.identity;

import java.util.Optional;
import org.yima.gateway.Outcome;

/** Checks that a name, a document and, where given, a phone belong to one person. */
public interface IdentityCheck {

  /** Two elements without a phone, three with it. Idempotent by request id. */
  Outcome<Result> verify(Question question);

  /**
   * What is asked of the register.
   *
   * @param idType our names of document types, such as {@code RESIDENT_ID}
   * @param phone present for the check of three elements
   */
  record Question(
      String requestId, String name, String idType, String idNumber, Optional<String> phone) {
    @Override
    public String toString() {
      return "Question[" + requestId + "]";
    }
  }

  /** The register's answer. Anything but MATCH is not a yes. */
  enum Result {
    MATCH,
    MISMATCH,
    NOT_FOUND
  }
}
