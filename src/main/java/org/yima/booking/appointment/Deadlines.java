package org.yima.booking.appointment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingConfig;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.SqlTx;

/** Ends what ends by itself: holds that run out and confirmations that do not come. */
@ApplicationScoped
class Deadlines implements Job {
  private static final Logger LOG = Logger.getLogger(Deadlines.class);
  private static final int BATCH = 200;
  private static final String ACTOR = "deadline";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final Database database;
  private final AppointmentStore store;
  private final Moves moves;
  private final RegistrationBills bills;
  private final Aftermath aftermath;
  private final BookingConfig config;
  private final Clock clock;

  Deadlines(
      Database database,
      AppointmentStore store,
      Moves moves,
      RegistrationBills bills,
      Aftermath aftermath,
      BookingConfig config,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.moves = moves;
    this.bills = bills;
    this.aftermath = aftermath;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "booking-deadlines";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(500);
  }

  @Override
  public Uni<Void> run() {
    return store.overdue(OffsetDateTime.now(clock), BATCH).chain(this::end);
  }

  private Uni<Void> end(List<Id> overdue) {
    return Multi.createFrom()
        .iterable(overdue)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                store
                    .find(id)
                    .map(Optional::orElseThrow)
                    .chain(this::end)
                    .onFailure()
                    .recoverWithUni(failure -> later(id, failure)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** One that can't be ended must not keep all that became overdue after it. */
  private Uni<Void> later(Id id, Throwable failure) {
    LOG.warnf("appointment=%s failed=%s", id, failure.getClass().getSimpleName());
    OffsetDateTime now = OffsetDateTime.now(clock);
    return store.postpone(id, now, now.plus(AFTER_FAILURE));
  }

  /** A hold whose bill is just being paid waits a little for the outcome. */
  private Uni<Void> end(Appointment it) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    boolean mayWait =
        it.status() == AppointmentStatus.HELD
            && it.holdExpiresAt()
                .filter(until -> now.isBefore(until.plus(config.payingGrace())))
                .isPresent();
    return (mayWait ? bills.isBeingPaid(it) : Uni.createFrom().item(false))
        .chain(
            paying -> paying ? store.putOff(it.id(), now.plus(LOOK_AGAIN)) : endNow(it.id(), now));
  }

  /** Paid or confirmed between the look and the lock, it is not overdue any more. */
  private Uni<Void> endNow(Id id, OffsetDateTime now) {
    return database
        .tx(tx -> store.lockOverdue(tx, id, now).chain(found -> end(tx, found)))
        .chain(ended -> ended.isEmpty() ? Uni.createFrom().voidItem() : aftermath.now(ended.get()));
  }

  private Uni<Optional<Appointment>> end(SqlTx tx, Optional<Appointment> overdue) {
    return overdue.isEmpty()
        ? Uni.createFrom().item(overdue)
        : moves.make(tx, overdue.get(), step(overdue.get().status()), ACTOR).map(Optional::of);
  }

  private static Step step(AppointmentStatus overdue) {
    return overdue == AppointmentStatus.HELD ? Step.HOLD_RAN_OUT : Step.CONFIRMATION_RAN_OUT;
  }
}
