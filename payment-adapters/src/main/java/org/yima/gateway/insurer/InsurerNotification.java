package org.yima.gateway.insurer;

/** What a message of an insurer turned out to be. Each carries its own id, again when repeated. */
public sealed interface InsurerNotification {

  /**
   * The later answer to a guarantee that was taken.
   *
   * @param correlationId of the request that it answers; one that we used for this guarantee
   */
  record GuaranteeDecided(String eventId, String correlationId, Guarantee guarantee)
      implements InsurerNotification {}

  /**
   * The later answer to a claim that was taken.
   *
   * @param correlationId of the request that it answers; one that we used for this claim
   */
  record ClaimDecided(String eventId, String correlationId, Claim claim)
      implements InsurerNotification {}

  /** The insurer paid. */
  record ClaimPaid(String eventId, ClaimPayment payment) implements InsurerNotification {}

  /** Verified, but of a kind we have no use for; to be acknowledged and left. */
  record Ignored(String eventId) implements InsurerNotification {}

  /** Not believed. Nothing of its content is carried. */
  record Refused(Reason reason) implements InsurerNotification {}

  /** Why a message was not believed. */
  enum Reason {
    /** A header that the signature needs is missing. */
    HEADERS_MISSING,
    /** Signed by another, for another address, over another body, or too long ago. */
    BAD_SIGNATURE,
    /** A decision about something else than the request whose correlation id it carries. */
    ANOTHER_REQUEST,
    /** Signed well, but without the shape of its kind. */
    UNREADABLE
  }
}
