package org.yima.booking.appointment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.yima.booking.claim.PersonClaims;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;

/**
 * Settles claims of persons whose number was not taken: the outcome is made VOID, after which no
 * number can be taken under it any more, and only then is the claim released. When the number was
 * taken after all, the claim is kept as the appointment wants.
 */
@ApplicationScoped
class Leftovers implements Job {
  private static final Logger LOG = Logger.getLogger(Leftovers.class);
  private static final int BATCH = 100;

  private final Database database;
  private final Numbers numbers;
  private final AppointmentStore store;
  private final PersonClaims claims;

  Leftovers(Database database, Numbers numbers, AppointmentStore store, PersonClaims claims) {
    this.database = database;
    this.numbers = numbers;
    this.store = store;
    this.claims = claims;
  }

  @Override
  public String name() {
    return "booking-leftovers";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Uni<Void> run() {
    return claims
        .leftovers(BATCH)
        .chain(
            list ->
                Multi.createFrom()
                    .iterable(list)
                    .onItem()
                    .transformToUniAndConcatenate(this::settled)
                    .collect()
                    .last()
                    .replaceWithVoid());
  }

  /** One that can't be settled now does not keep the others; it comes again at the next run. */
  private Uni<Void> settled(PersonClaims.Leftover it) {
    return settle(it.bucket(), it.appointment())
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "appointment=%s failed=%s",
                    it.appointment(), failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }

  /** Can be repeated. */
  Uni<Void> settle(int claimBucket, Id appointment) {
    return database
        .tx(tx -> numbers.outcome(tx, appointment, "VOID"))
        .chain(ignored -> store.find(appointment))
        .chain(
            found ->
                found.filter(it -> !it.status().freesNumber()).isPresent()
                    ? claims.keep(claimBucket, appointment)
                    : claims.release(claimBucket, appointment));
  }
}
