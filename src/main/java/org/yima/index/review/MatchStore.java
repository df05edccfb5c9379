package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** The rows of doubts. */
@ApplicationScoped
class MatchStore {
  private final Database database;
  private final Clock clock;

  MatchStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Doubts that wait, newest first. */
  Uni<List<Match>> waiting(Optional<Id> before, int limit) {
    return database
        .query(
            """
            select * from index_match
            where status in ('OPEN', 'LATER') and ($1::uuid is null or id < $1)
            order by id desc limit $2
            """,
            before.map(Id::uuid).orElse(null),
            limit)
        .map(
            rows -> {
              List<Match> matches = new ArrayList<>();
              rows.forEach(row -> matches.add(match(row)));
              return matches;
            });
  }

  /** The doubt, locked until the transaction ends; {@code not-found} when there is none. */
  Uni<Match> lock(SqlTx tx, Id id) {
    return tx.query(
            "select * from index_match where bucket = $1 and id = $2 for update",
            id.bucket(),
            id.uuid())
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw PlatformProblem.NOT_FOUND.problem();
              }
              return match(rows.iterator().next());
            });
  }

  private static Match match(Row row) {
    String differs = row.getString("differs");
    return new Match(
        new Id(IdType.MATCH, row.getUUID("id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")),
        row.getString("kind"),
        differs.isEmpty() ? List.of() : Arrays.asList(differs.split(",", -1)),
        Match.Status.valueOf(row.getString("status")),
        row.getInteger("version"),
        row.getOffsetDateTime("created_at"));
  }

  /** Appends a decision and lets the doubt stand at it. */
  Uni<Void> decide(SqlTx tx, Match match, Caller reviewer, Decision decision, String reason) {
    return tx.write(
            """
            insert into index_match_decision
              (bucket, match_id, step, decision, actor, reason, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            match.id().bucket(),
            match.id().uuid(),
            match.steps() + 1,
            decision.name(),
            reviewer.name(),
            reason,
            OffsetDateTime.now(clock))
        .chain(
            () ->
                tx.write(
                    """
                    update index_match set status = $3, version = version + 1
                    where bucket = $1 and id = $2
                    """,
                    match.id().bucket(),
                    match.id().uuid(),
                    decision.name()))
        .replaceWithVoid();
  }
}
