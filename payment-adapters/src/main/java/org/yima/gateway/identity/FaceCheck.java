package org.yima.gateway.identity;

import java.net.URI;
import org.yima.gateway.Outcome;

/**
 * Compares the face before a phone's camera with the register's picture of a person. The register
 * runs the comparison itself on a page of its own; no picture passes through here.
 */
public interface FaceCheck {

  /** Opens a comparison. Idempotent by request id, by which it is asked after too. */
  Outcome<URI> open(Request request);

  /** What has come of a comparison. */
  Outcome<Result> result(String requestId);

  /**
   * Whose face it should be.
   *
   * @param idType our names of document types, such as {@code RESIDENT_ID}
   */
  record Request(String requestId, String name, String idType, String idNumber) {
    @Override
    public String toString() {
      return "Request[" + requestId + "]";
    }
  }

  /** The register's answer. Anything but MATCH is not a yes. */
  enum Result {
    /** Nobody has shown a face yet. */
    WAITING,
    MATCH,
    MISMATCH,
    NOT_FOUND
  }
}
