package org.yima.card.visitcard;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.Id;

/** What came of a wish to bind a card. */
sealed interface Bound {
  /** It is bound. */
  record Now(VisitCardView card) implements Bound {}

  /**
   * It waits for its proof.
   *
   * @param face the register's page, once it is open
   */
  record Later(Id claim, CardProof proof, Optional<URI> face, OffsetDateTime expiresAt)
      implements Bound {
    static Later of(Claim claim) {
      return new Later(
          claim.id(), claim.proof(), claim.face().map(Claim.Face::page), claim.expiresAt());
    }
  }
}
