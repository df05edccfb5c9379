package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.card.code.RevocationHistory.Change;
import org.yima.card.code.RevocationHistory.State;
import org.yima.healthcard.code.Bytes;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.SqlTx;
import org.yima.platform.Undelivered;

/**
 * Numbers the states of the revocation list, the same for every server. A new state takes in the
 * changes that have committed by then; of two servers that make one at the same time the second
 * waits and makes the next.
 *
 * <p>A state is dated by what it knows of: no later than the oldest change of a card or code that
 * the list has not been told of yet. So the age of a pack bounds how late the whole way is, and
 * while that way is blocked packs grow old instead of growing wrong.
 */
@ApplicationScoped
class RevocationStates {
  /** What a terminal may have, to be sent only the difference. */
  private static final Duration TOLD = Duration.ofDays(1);

  private static final int BUCKET = Bucket.ofKey("revocation-state");
  private static final long OPEN = Long.MAX_VALUE;

  private final Database database;
  private final Undelivered undelivered;
  private final Clock clock;

  /** Changes are many and states few, so what was read last is kept. */
  private volatile Optional<RevocationHistory> read = Optional.empty();

  RevocationStates(Database database, Undelivered undelivered, Clock clock) {
    this.database = database;
    this.undelivered = undelivered;
    this.clock = clock;
  }

  /**
   * The list as it stands: its newest state where that one knows of every change, is by that key
   * and not old, or else a new one.
   */
  Uni<RevocationHistory> current(int keyId, Duration old) {
    return asOf().chain(asOf -> current(keyId, old, asOf));
  }

  /** Asked before the changes are taken in: what was dealt with by then is among them. */
  private Uni<Instant> asOf() {
    Instant now = clock.instant();
    return undelivered
        .oldest(RevocationFeed.NAME, RevocationFeed.TYPES)
        .map(oldest -> oldest.filter(now::isAfter).orElse(now))
        .map(asOf -> asOf.truncatedTo(ChronoUnit.SECONDS));
  }

  private Uni<RevocationHistory> current(int keyId, Duration old, Instant asOf) {
    return database
        .query(
            """
            select s.number, s.key_id, s.issued_at,
                   exists (select 1 from revocation_change where number = $2) as behind
            from revocation_state s where s.bucket = $1 order by s.number desc limit 1
            """,
            BUCKET,
            OPEN)
        .map(rows -> usable(rows, keyId, asOf.minus(old)))
        .chain(
            state ->
                state.isPresent()
                    ? Uni.createFrom().item(state.get())
                    : database.tx(tx -> next(tx, keyId, asOf)))
        .chain(this::history);
  }

  private static Optional<State> usable(RowSet<Row> rows, int keyId, Instant old) {
    if (rows.rowCount() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    State state = state(row);
    boolean young = state.issuedAt().isAfter(old);
    return young && state.keyId() == keyId && !row.getBoolean("behind")
        ? Optional.of(state)
        : Optional.empty();
  }

  /** Never dated before the state it follows: what that one knew of, this one knows of too. */
  private Uni<State> next(SqlTx tx, int keyId, Instant asOf) {
    return tx.query(
            """
            insert into revocation_state (bucket, number, key_id, issued_at)
            select $1, coalesce(max(number), 0) + 1, $2, greatest(max(issued_at), $3)
            from revocation_state where bucket = $1
            on conflict (bucket, number) do nothing returning number, key_id, issued_at
            """,
            BUCKET,
            keyId,
            asOf.atZone(clock.getZone()).toOffsetDateTime())
        .chain(
            made ->
                made.rowCount() == 0
                    ? next(tx, keyId, asOf)
                    : taken(tx, state(made.iterator().next())));
  }

  private static Uni<State> taken(SqlTx tx, State state) {
    return tx.write(
            "update revocation_change set number = $1 where number = $2", state.number(), OPEN)
        .replaceWith(state);
  }

  private Uni<RevocationHistory> history(State state) {
    Optional<RevocationHistory> known = read.filter(history -> history.newest().equals(state));
    return known.isPresent()
        ? Uni.createFrom().item(known.get())
        : states(state)
            .chain(states -> changes(states).map(changes -> new RevocationHistory(states, changes)))
            .invoke(history -> read = Optional.of(history));
  }

  private Uni<List<State>> states(State newest) {
    return database
        .query(
            """
            select number, key_id, issued_at from revocation_state
            where bucket = $1 and number <= $2 and (number = $2 or issued_at > $3)
            order by number desc
            """,
            BUCKET,
            newest.number(),
            OffsetDateTime.now(clock).minus(TOLD))
        .map(
            rows -> {
              List<State> states = new ArrayList<>();
              rows.forEach(row -> states.add(state(row)));
              return states;
            });
  }

  private Uni<List<Change>> changes(List<State> states) {
    Instant oldest = states.get(states.size() - 1).issuedAt();
    return database
        .query(
            """
            select handle_hash, number, listed, expires_at from revocation_change
            where number <= $1 and expires_at > $2
            """,
            states.get(0).number(),
            oldest.atZone(clock.getZone()).toOffsetDateTime())
        .map(
            rows -> {
              List<Change> changes = new ArrayList<>();
              rows.forEach(row -> changes.add(change(row)));
              return changes;
            });
  }

  /** Forgets what no state that is still told can know of. */
  Uni<Void> forget() {
    OffsetDateTime past = OffsetDateTime.now(clock).minus(TOLD.multipliedBy(2));
    return database
        .query("delete from revocation_change where expires_at < $1", past)
        .chain(
            () ->
                database.query(
                    """
                    delete from revocation_state where bucket = $1 and issued_at < $2
                      and number < (select max(number) from revocation_state where bucket = $1)
                    """,
                    BUCKET,
                    past))
        .replaceWithVoid();
  }

  private static State state(Row row) {
    return new State(
        row.getLong("number"),
        row.getInteger("key_id"),
        row.getOffsetDateTime("issued_at").toInstant());
  }

  private static Change change(Row row) {
    return new Change(
        Bytes.of(row.getBuffer("handle_hash").getBytes()),
        row.getLong("number"),
        row.getBoolean("listed"),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
