package org.yima.booking.appointment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.yima.booking.BookingEvents;
import org.yima.booking.BookingProblem;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.platform.Problem;

/** Ends the appointments of a stopped session, each in its own transaction. */
@ApplicationScoped
class StoppedSessions implements EventHandler {
  private static final int BATCH = 100;
  private static final String ACTOR = "stopped-session";

  private final Database database;
  private final AppointmentStore store;
  private final Moves moves;

  StoppedSessions(Database database, AppointmentStore store, Moves moves) {
    this.database = database;
    this.store = store;
    this.moves = moves;
  }

  @Override
  public String name() {
    return "booking-stopped-sessions";
  }

  @Override
  public Set<String> types() {
    return Set.of(BookingEvents.SESSION_STOPPED);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return store
        .living(event.subject(), BATCH)
        .chain(
            living ->
                living.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : stop(living).chain(() -> handle(event)));
  }

  private Uni<Void> stop(List<Id> living) {
    return Multi.createFrom()
        .iterable(living)
        .onItem()
        .transformToUniAndConcatenate(this::stop)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** One that ended by itself meanwhile is not listed again. */
  private Uni<Void> stop(Id id) {
    return database
        .tx(tx -> moves.make(tx, id, Step.STOP, ACTOR, Moves.Guard.NONE))
        .replaceWithVoid()
        .onFailure(failure -> failure instanceof Problem it && it.type() == BookingProblem.STATE)
        .recoverWithItem((Void) null);
  }
}
