package org.yima.gateway.mobilepay;

import java.time.LocalDateTime;
import java.util.Optional;

/** What a message at our door (6302) turned out to be. */
public sealed interface MobileNotification {

  /**
   * Verified: the centre settled this order. It does not carry the state; {@link
   * MobilePayment#query} does.
   *
   * @param ownNumber ours (medOrgOrd)
   * @param tracedAt in the bureau's zone
   * @param revsToken as in {@link PayOrder}; a secret
   */
  record Settled(
      String payOrdId,
      String ownNumber,
      Split split,
      SettlementKind kind,
      Optional<LocalDateTime> tracedAt,
      Optional<String> revsToken)
      implements MobileNotification {
    @Override
    public String toString() {
      return "Settled[" + payOrdId + "]";
    }
  }

  /** Not believed. Nothing of its content is carried. */
  record Refused(Reason reason) implements MobileNotification {}

  /** Why a message was not believed. */
  enum Reason {
    /** Not the centre's signature, or of another application. */
    BAD_SIGNATURE,
    /** No envelope at all, or signed well but without the shape of this kind. */
    UNREADABLE
  }
}
