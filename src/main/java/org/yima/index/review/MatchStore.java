package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.index.store.AnsweredRows;
import org.yima.index.store.Statements;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** The rows of doubts. Times are the injected clock's, never the database's. */
@ApplicationScoped
class MatchStore {
  /** Which comes first: a borrowed identity may be in use while nobody looks. */
  private static final String RANK = "(case kind when 'IMPERSONATION' then 0 else 1 end)";

  /** The likelier the sooner, by bands of five bits; within a band the oldest first. */
  private static final String BAND = "(-coalesce(score, 0) / 5000)";

  private static final String ORDER = RANK + ", " + BAND + ", id";

  /** What its source has taken back nobody can decide on; it waits again once it is put again. */
  private static final String BOTH_THERE =
      """
       and not exists (
        select 1 from index_record r where r.bucket = index_match.bucket
          and r.id = index_match.record_id and r.status = 'WITHDRAWN')
      and not exists (
        select 1 from index_record r where r.bucket =
            (((get_byte(uuid_send(index_match.other_id), 6) & 15) << 8)
              | get_byte(uuid_send(index_match.other_id), 7))
          and r.id = index_match.other_id and r.status = 'WITHDRAWN')
      """;

  private static final String WAITING =
      "status in ('OPEN', 'LATER') and not answered"
          + " and (later_until is null or later_until <= $1)"
          + BOTH_THERE
          + " and not "
          + AnsweredRows.ARE_ONE;

  private static final String FREE =
      "(claimed_until is null or claimed_until <= $1 or claimed_by = $2)"
          + " and (same_by is null or same_by <> $2)";

  private static final String PUT_OFF = "status = 'LATER' and not answered and later_until > $1";

  private static final String FROM_A_PLACE =
      " and ($2::int is null or ("
          + ORDER
          + ") > ($2, $3::int, $4::uuid)) order by "
          + ORDER
          + " limit $5";

  private static final String LIST_WAITING =
      "select * from index_match where " + WAITING + FROM_A_PLACE;

  private static final String LIST_PUT_OFF =
      "select * from index_match where " + PUT_OFF + FROM_A_PLACE;

  private final ReviewConfig config;
  private final Clock clock;

  MatchStore(ReviewConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Doubts that wait, in the order of the queue, after a place in it. */
  Uni<List<Match>> waiting(Statements db, boolean putOff, Optional<Place> after, int limit) {
    return db.query(
            putOff ? LIST_PUT_OFF : LIST_WAITING,
            now(),
            after.map(Place::rank).orElse(null),
            after.map(Place::band).orElse(null),
            after.map(place -> place.match().uuid()).orElse(null),
            limit)
        .map(this::matches);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private List<Match> matches(RowSet<Row> rows) {
    List<Match> matches = new ArrayList<>();
    rows.forEach(row -> matches.add(match(row)));
    return matches;
  }

  /**
   * The first of the queue that nobody else has taken up, taken up by this reviewer; none that
   * waits for the word of another.
   */
  Uni<Optional<Match>> next(SqlTx tx, Caller reviewer) {
    return tx.query(
            """
            update index_match set claimed_by = $2, claimed_until = $3
            where (bucket, id) in (
              select bucket, id from index_match where
            """
                + WAITING
                + " and "
                + FREE
                + " order by "
                + ORDER
                + " limit 1 for update skip locked) returning *",
            now(),
            reviewer.name(),
            now().plus(config.lease()))
        .map(rows -> matches(rows).stream().findFirst());
  }

  /** The doubt, locked until the transaction ends; {@code not-found} when there is none. */
  Uni<Match> lock(SqlTx tx, Id id) {
    return tx.query(
            "select * from index_match where bucket = $1 and id = $2 for update",
            id.bucket(),
            id.uuid())
        .map(
            rows ->
                matches(rows).stream().findFirst().orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** Lets a locked doubt be this reviewer's for a while. */
  Uni<Void> claim(SqlTx tx, Match match, Caller reviewer) {
    return held(tx, match, reviewer.name(), now().plus(config.lease()));
  }

  /** Lets a locked doubt be anybody's again. */
  Uni<Void> release(SqlTx tx, Match match) {
    return held(tx, match, null, null);
  }

  private static Uni<Void> held(SqlTx tx, Match match, String by, OffsetDateTime until) {
    return tx.write(
            """
            update index_match set claimed_by = $3, claimed_until = $4
            where bucket = $1 and id = $2
            """,
            match.id().bucket(),
            match.id().uuid(),
            by,
            until)
        .replaceWithVoid();
  }

  /** Whether somebody else than this reviewer has taken it up and still may decide. */
  boolean isAnothers(Match match, Caller reviewer) {
    return match
        .claim()
        .filter(claim -> !claim.by().equals(reviewer.name()))
        .filter(claim -> claim.until().isAfter(now()))
        .isPresent();
  }

  private Match match(Row row) {
    String differs = row.getString("differs");
    UUID merge = row.getUUID("merge_id");
    OffsetDateTime until = row.getOffsetDateTime("claimed_until");
    return new Match(
        new Id(IdType.MATCH, row.getUUID("id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")),
        row.getString("kind"),
        differs.isEmpty() ? List.of() : Arrays.asList(differs.split(",", -1)),
        Match.Status.valueOf(row.getString("status")),
        row.getInteger("version"),
        row.getOffsetDateTime("created_at"),
        Optional.ofNullable(row.getInteger("score")),
        Optional.ofNullable(merge).map(uuid -> new Id(IdType.MERGE, uuid)),
        Optional.ofNullable(row.getString("same_by")),
        Optional.ofNullable(until)
            .filter(end -> end.isAfter(now()))
            .map(end -> new Match.Claim(row.getString("claimed_by"), end)));
  }

  /**
   * Appends a decision and lets the doubt stand at what follows from it.
   *
   * @param so what has come of it
   */
  Uni<Void> decide(
      SqlTx tx,
      Match match,
      Caller reviewer,
      MatchResource.DecisionRequest said,
      Matches.Carried so) {
    Match.Status stands =
        switch (so.stands()) {
          case DONE -> Match.Status.valueOf(said.decision().name());
          case PROPOSED -> Match.Status.PROPOSED;
          case SAID_ONCE -> Match.Status.OPEN;
        };
    String sameBy =
        switch (said.decision()) {
          case SAME -> so.stands() == Matches.Stands.SAID_ONCE ? reviewer.name() : null;
          case LATER -> match.sameBy().orElse(null);
          case DIFFERENT -> null;
        };
    OffsetDateTime back = said.decision() == Decision.LATER ? now().plus(config.later()) : null;
    return tx.write(
            """
            insert into index_match_decision
              (bucket, match_id, step, decision, actor, reason, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            match.id().bucket(),
            match.id().uuid(),
            match.steps() + 1,
            said.decision().name(),
            reviewer.name(),
            said.given(),
            now())
        .chain(
            () ->
                tx.write(
                    """
                    update index_match
                    set status = $3, version = version + 1, merge_id = $4, later_until = $5,
                        same_by = $6, claimed_by = null, claimed_until = null
                    where bucket = $1 and id = $2
                    """,
                    match.id().bucket(),
                    match.id().uuid(),
                    stands.name(),
                    so.merge().map(Id::uuid).orElse(null),
                    back,
                    sameBy))
        .replaceWithVoid();
  }
}
