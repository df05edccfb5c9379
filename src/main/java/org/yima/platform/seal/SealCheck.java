package org.yima.platform.seal;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.platform.Database;
import org.yima.platform.Job;
import org.yima.platform.SealedTable;

/**
 * Walks every chain from its beginning, again and again, and compares it with the rows it seals:
 * what was changed, removed or put in another order after it was sealed is found, told and kept. A
 * run goes a bounded way and remembers where it stopped; a round that is finished is begun anew
 * within the hour, because what was right yesterday may have been changed today. Who rewrites a
 * chain consistently, its head and what was proven too, is found by the daily anchors.
 */
@ApplicationScoped
class SealCheck implements Job {
  /** How many chains a run looks at, and how many seals of each. */
  static final int CHAINS = 32;

  static final int PAGE = 500;

  private final Database database;
  private final Rounds rounds;
  private final Clock clock;
  private final Map<String, SealedTable> tables;

  SealCheck(Database database, Rounds rounds, Clock clock, @All List<SealedTable> tables) {
    this.database = database;
    this.rounds = rounds;
    this.clock = clock;
    this.tables =
        tables.stream().collect(Collectors.toMap(SealedTable::chain, Function.identity()));
  }

  @Override
  public String name() {
    return "seal-check";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  /** A chain that cannot be read holds up no other. */
  @Override
  public Uni<Void> run() {
    return rounds
        .due(tables.keySet(), CHAINS, OffsetDateTime.now(clock))
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(this::onePage)
                    .collectFailures()
                    .concatenate()
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Seals appended while this runs lie beyond the head that was read, so they are left out. */
  private Uni<Void> onePage(Rounds.Round round) {
    return anchored(round)
        .chain(
            anchored ->
                onePage(round, new Walk(round.at(), round.head(), round.proven(), anchored)));
  }

  private Uni<Map<Long, byte[]>> anchored(Rounds.Round round) {
    return database
        .query(Anchors.OF_CHAIN, round.bucket(), round.chain(), round.at().position(), PAGE)
        .map(
            rows -> {
              Map<Long, byte[]> anchored = new HashMap<>();
              rows.forEach(
                  row -> anchored.put(row.getLong("position"), row.getBuffer("hash").getBytes()));
              return anchored;
            });
  }

  private Uni<Void> onePage(Rounds.Round round, Walk walk) {
    return database
        .query(
            """
            select position, row_id, row_hash, chain_hash from seal
            where bucket = $1 and chain = $2 and position > $3 and position <= $4
            order by position limit $5
            """,
            round.bucket(),
            round.chain(),
            round.at().position(),
            round.end(),
            PAGE)
        .map(SealCheck::seals)
        .call(seals -> compared(round, walk, seals))
        .map(seals -> seals.size() < PAGE || walk.at().position() >= round.end())
        .chain(finished -> rounds.keep(round, walk, finished, OffsetDateTime.now(clock)));
  }

  private Uni<Void> compared(Rounds.Round round, Walk walk, List<Walk.Seal> seals) {
    UUID[] ids = seals.stream().map(Walk.Seal::row).toArray(UUID[]::new);
    Integer[] buckets = Collections.nCopies(ids.length, round.bucket()).toArray(Integer[]::new);
    return database
        .query(tables.get(round.chain()).canonicalRows(), buckets, ids)
        .map(SealCheck::hashes)
        .invoke(hashes -> seals.forEach(seal -> walk.step(seal, hashes)))
        .replaceWithVoid();
  }

  private static List<Walk.Seal> seals(Iterable<Row> rows) {
    List<Walk.Seal> seals = new ArrayList<>();
    rows.forEach(
        row ->
            seals.add(
                new Walk.Seal(
                    row.getLong("position"),
                    row.getUUID("row_id"),
                    row.getBuffer("row_hash").getBytes(),
                    row.getBuffer("chain_hash").getBytes())));
    return seals;
  }

  private static Map<UUID, byte[]> hashes(Iterable<Row> rows) {
    Map<UUID, byte[]> hashes = new HashMap<>();
    rows.forEach(row -> hashes.put(row.getUUID("id"), Sealer.rowHash(row)));
    return hashes;
  }
}
