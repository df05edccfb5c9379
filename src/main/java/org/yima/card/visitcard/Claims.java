package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Resident;

/** Writes claims down. It looks at no card: what there is of one makes no difference here. */
@ApplicationScoped
class Claims {
  /** A day's worth is spent: an hour gives nothing back, but says that waiting helps. */
  private static final int LATER = 3600;

  private final ClaimStore store;
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Claims(ClaimStore store, Database database, Ids ids, Clock clock) {
    this.store = store;
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Bound> open(Caller caller, Resident resident, Binding.Wish wish, CardProof proof) {
    Claim claim =
        Claim.made(
            ids.beside(IdType.CLAIM, resident.id()),
            resident,
            wish.hospital(),
            wish.number(),
            proof,
            OffsetDateTime.now(clock));
    return database
        .tx(
            tx ->
                store
                    .insert(tx, claim)
                    .invoke(Claims::mustBeWithinLimits)
                    .chain(
                        () ->
                            tx.audit(
                                AuditEntry.of(caller, "visit-card.claimed", resident.id())
                                    .with("proof", proof.name())))
                    .chain(
                        () ->
                            tx.emit(Event.of(ClaimedCards.CLAIMED, claim.id(), new JsonObject()))))
        .replaceWith(Bound.Later.of(claim));
  }

  private static void mustBeWithinLimits(boolean written) {
    if (!written) {
      throw PlatformProblem.RATE_LIMITED.problem().retryAfter(LATER);
    }
  }
}
