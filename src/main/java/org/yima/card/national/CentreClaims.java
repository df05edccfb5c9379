package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.yima.card.CardConfig;
import org.yima.card.CardProblem;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * Claims on dynamic codes that other applications show. Asking the centre spends such a code, so
 * what is about to be asked is written down first, with the terminal that asks: when the answer is
 * lost, that terminal may ask again while the code lives, and nobody else ever.
 */
@ApplicationScoped
class CentreClaims {
  /**
   * By then a question whose server died has been answered to nobody. One that still waits for its
   * turn may be asked a second time beside it; the count of asks tells the two apart.
   */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(30);

  private final Database database;
  private final CardConfig config;
  private final Clock clock;

  CentreClaims(Database database, CardConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** What is known of a code that its terminal asks about. */
  enum State {
    /** Being asked, or its server died over it. */
    ASKED,
    /** Asked, and nobody knows what the centre said. */
    LOST,
    /** The centre has said whose it is; the code is spent there. */
    ANSWERED
  }

  /**
   * A terminal's hold on a code.
   *
   * @param asks how often it was asked about, this time included
   */
  record Hold(byte[] hash, Id terminal, int asks, boolean answered) {
    /** Whether a refusal answers for all that was ever asked. */
    boolean first() {
      return asks == 1;
    }
  }

  /**
   * Claims a code for a terminal, or takes its claim up again. Fails with {@code code.replayed} for
   * another's, {@code code.expired} for one that is over, and {@code card-centre.no-answer} while
   * the same question is under way.
   */
  Uni<Hold> hold(byte[] hash, Id terminal) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            insert into national_claim as c (bucket, code_hash, terminal_id, state, asks, asked_at,
                                             expires_at)
            values ($1, $2, $3, 'ASKED', 1, $4, $5)
            on conflict (bucket, code_hash) do update
              set state = case c.state when 'ANSWERED' then 'ANSWERED' else 'ASKED' end,
                  asks = c.asks + 1, asked_at = excluded.asked_at
              where c.terminal_id = excluded.terminal_id and c.expires_at > excluded.asked_at
                and (c.state <> 'ASKED' or c.asked_at <= $6)
            returning asks, state
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            terminal.uuid(),
            now,
            now.plus(config.dynamicLife()),
            now.minus(IN_FLIGHT))
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? refused(hash, terminal, now)
                    : Uni.createFrom().item(held(rows.iterator().next(), hash, terminal)));
  }

  private static Hold held(Row row, byte[] hash, Id terminal) {
    return new Hold(
        hash,
        terminal,
        row.getInteger("asks"),
        State.valueOf(row.getString("state")) == State.ANSWERED);
  }

  private Uni<Hold> refused(byte[] hash, Id terminal, OffsetDateTime now) {
    return database
        .query(
            "select terminal_id, expires_at from national_claim where bucket = $1 and code_hash = $2",
            Bucket.ofHash(hash),
            Buffer.buffer(hash))
        .map(
            rows -> {
              // Given back meanwhile: it may be asked about at once.
              if (rows.rowCount() == 0) {
                throw CardProblem.CENTRE_NO_ANSWER.problem();
              }
              throw why(rows.iterator().next(), terminal.uuid(), now).problem();
            });
  }

  private static CardProblem why(Row row, UUID terminal, OffsetDateTime now) {
    if (!row.getUUID("terminal_id").equals(terminal)) {
      return CardProblem.CODE_REPLAYED;
    }
    return row.getOffsetDateTime("expires_at").isAfter(now)
        ? CardProblem.CENTRE_NO_ANSWER
        : CardProblem.CODE_EXPIRED;
  }

  /** The centre has said whose it is. */
  Uni<Void> answered(Hold hold) {
    return database
        .query(
            """
            update national_claim set state = 'ANSWERED'
            where bucket = $1 and code_hash = $2 and terminal_id = $3
            """,
            Bucket.ofHash(hold.hash()),
            Buffer.buffer(hold.hash()),
            hold.terminal().uuid())
        .replaceWithVoid();
  }

  /** Nobody knows what the centre said; the terminal may ask again at once. */
  Uni<Void> lost(Hold hold) {
    return database
        .query(
            """
            update national_claim set state = 'LOST'
            where bucket = $1 and code_hash = $2 and terminal_id = $3 and asks = $4
              and state = 'ASKED'
            """,
            Bucket.ofHash(hold.hash()),
            Buffer.buffer(hold.hash()),
            hold.terminal().uuid(),
            hold.asks())
        .replaceWithVoid();
  }

  /** The centre has refused the only question there was: nothing of ours is spent. */
  Uni<Void> giveBack(Hold hold) {
    return database
        .query(
            """
            delete from national_claim
            where bucket = $1 and code_hash = $2 and terminal_id = $3 and asks = $4
            """,
            Bucket.ofHash(hold.hash()),
            Buffer.buffer(hold.hash()),
            hold.terminal().uuid(),
            hold.asks())
        .replaceWithVoid();
  }

  /** Forgets what has been over for a day. */
  Uni<Void> forget(int limit) {
    return database
        .query(
            """
            delete from national_claim where (bucket, code_hash) in (
              select bucket, code_hash from national_claim where expires_at < $1
              order by expires_at limit $2)
            """,
            OffsetDateTime.now(clock).minusDays(1),
            limit)
        .replaceWithVoid();
  }
}
