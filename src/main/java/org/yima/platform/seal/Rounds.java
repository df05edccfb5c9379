package org.yima.platform.seal;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yima.platform.Database;
import org.yima.platform.SqlTx;

/** Keeps how far each round has come and what it found, and tells of what is new. */
@ApplicationScoped
class Rounds {
  /** An alert: a fact was changed behind the server's back. It names a place, never a person. */
  private static final Logger ALERT = Logger.getLogger("org.yima.alert.seal");

  private static final Duration PAUSE = Duration.ofHours(1);

  private final Database database;
  private final MeterRegistry meters;

  Rounds(Database database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
  }

  /** A round as it stands; {@code head} is empty when the chain's head is gone. */
  record Round(
      int bucket,
      String chain,
      Walk.Place at,
      Optional<Walk.Place> head,
      Walk.Place proven,
      long faults,
      Optional<OffsetDateTime> begun) {

    /** Up to where there may be seals. */
    long end() {
      return head.map(Walk.Place::position).orElse(Long.MAX_VALUE);
    }
  }

  /** The rounds that are to go on, never-begun ones first. */
  Uni<List<Round>> due(Set<String> chains, int limit, OffsetDateTime now) {
    return database
        .query(
            """
            select coalesce(h.bucket, c.bucket) as bucket, coalesce(h.chain, c.chain) as chain,
                   h.position as head_position, h.hash as head_hash,
                   c.position, c.hash, c.proven_position, c.proven_hash, c.faults,
                   case when c.position > 0 then c.round_at end as begun
            from seal_head h full join seal_check c on c.bucket = h.bucket and c.chain = h.chain
            where coalesce(h.chain, c.chain) = any($1) and (c.due_at is null or c.due_at <= $3)
            order by c.due_at nulls first limit $2
            """,
            chains.toArray(String[]::new),
            limit,
            now)
        .map(
            rows -> {
              List<Round> rounds = new ArrayList<>();
              rows.forEach(row -> rounds.add(round(row)));
              return rounds;
            });
  }

  /** The round over the anchors, where it is to go on; its head is the last of them. */
  Uni<Optional<Round>> ofAnchors(OffsetDateTime now) {
    return database
        .query(
            """
            select a.head_position, a.head_hash, c.position, c.hash, c.proven_position,
                   c.proven_hash, c.faults, case when c.position > 0 then c.round_at end as begun,
                   0 as bucket, $1::text as chain
            from (select 1) one
            left join (select day - date '1970-01-01' + 0::bigint as head_position,
                              hash as head_hash
                       from seal_anchor where kept order by day desc limit 1) a on true
            left join seal_check c on c.bucket = 0 and c.chain = $1
            where coalesce(c.due_at <= $2, a.head_position is not null)
            """,
            Anchors.CHAIN,
            now)
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(round(rows.iterator().next())));
  }

  private static Round round(Row row) {
    return new Round(
        row.getInteger("bucket"),
        row.getString("chain"),
        place(row, "position", "hash").orElse(Walk.Place.START),
        place(row, "head_position", "head_hash"),
        place(row, "proven_position", "proven_hash").orElse(Walk.Place.START),
        row.getLong("faults") == null ? 0 : row.getLong("faults"),
        Optional.ofNullable(row.getOffsetDateTime("begun")));
  }

  private static Optional<Walk.Place> place(Row row, String position, String hash) {
    return row.getLong(position) == null
        ? Optional.empty()
        : Optional.of(new Walk.Place(row.getLong(position), row.getBuffer(hash).getBytes()));
  }

  /** Keeps what a page has shown; a finished round begins anew after a pause. */
  Uni<Void> keep(Round round, Walk walk, boolean finished, OffsetDateTime now) {
    if (finished) {
      walk.end();
    }
    return database
        .tx(
            tx ->
                stand(tx, round, walk, finished, now)
                    .chain(kept -> findings(tx, round, walk.findings(), now)))
        .invoke(fresh -> tell(round, walk, fresh))
        .replaceWithVoid();
  }

  private static Uni<Void> stand(
      SqlTx tx, Round round, Walk walk, boolean finished, OffsetDateTime now) {
    long faults = round.faults() + walk.findings().size();
    Walk.Place at = finished ? Walk.Place.START : walk.at();
    Walk.Place proven = finished && faults == 0 ? walk.at() : round.proven();
    OffsetDateTime begun = round.begun().orElse(now);
    return tx.write(
            """
            insert into seal_check (bucket, chain, position, hash, faults, round_at, finished_at,
                                    proven_position, proven_hash, due_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (bucket, chain) do update set
              position = excluded.position, hash = excluded.hash, faults = excluded.faults,
              round_at = excluded.round_at,
              finished_at = coalesce(excluded.finished_at, seal_check.finished_at),
              proven_position = excluded.proven_position, proven_hash = excluded.proven_hash,
              due_at = excluded.due_at
            """,
            round.bucket(),
            round.chain(),
            at.position(),
            Buffer.buffer(at.hash()),
            finished ? 0L : faults,
            begun,
            finished ? begun : null,
            proven.position(),
            Buffer.buffer(proven.hash()),
            finished ? now.plus(PAUSE) : now)
        .replaceWithVoid();
  }

  /** Answers those that were not known before. */
  private static Uni<List<Walk.Finding>> findings(
      SqlTx tx, Round round, List<Walk.Finding> findings, OffsetDateTime now) {
    return Multi.createFrom()
        .iterable(findings)
        .onItem()
        .transformToUniAndConcatenate(
            finding ->
                tx.query(
                        """
                        insert into seal_finding
                          (bucket, chain, position, fault, first_seen_at, last_seen_at)
                        values ($1, $2, $3, $4, $5, $5)
                        on conflict (bucket, chain, position, fault)
                          do update set last_seen_at = excluded.last_seen_at
                        returning first_seen_at = last_seen_at as fresh
                        """,
                        round.bucket(),
                        round.chain(),
                        finding.position(),
                        finding.fault().name(),
                        now)
                    .map(rows -> rows.iterator().next().getBoolean("fresh"))
                    .map(fresh -> fresh ? Optional.of(finding) : Optional.<Walk.Finding>empty()))
        .collect()
        .asList()
        .map(seen -> seen.stream().flatMap(Optional::stream).toList());
  }

  private void tell(Round round, Walk walk, List<Walk.Finding> fresh) {
    meters.counter("yima.seal.checked", "chain", round.chain()).increment(walk.steps());
    walk.findings()
        .forEach(
            finding ->
                meters
                    .counter(
                        "yima.seal.faults", "chain", round.chain(), "fault", finding.fault().name())
                    .increment());
    fresh.forEach(
        finding ->
            ALERT.errorf(
                "seal broken chain=%s bucket=%d position=%d fault=%s",
                round.chain(), round.bucket(), finding.position(), finding.fault()));
  }
}
