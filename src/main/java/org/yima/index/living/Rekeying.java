package org.yima.index.living;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.yima.index.IndexRecord;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Locks;
import org.yima.index.store.Placement;
import org.yima.index.store.RecordWriter;
import org.yima.index.store.Records;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.SqlTx;

/**
 * Puts records that stand in no blocks yet into them and decides on them, a few at a time: those
 * that were there before the index weighed. What is done is done for good, so that a run may end at
 * any time; a record that somebody puts meanwhile is done by that.
 */
@ApplicationScoped
class Rekeying implements Job {
  private static final Logger LOG = Logger.getLogger(Rekeying.class);
  private static final int AT_ONCE = 100;
  private static final int TIMES = 50;

  private final Database database;
  private final Records records;
  private final Locks locks;
  private final RecordWriter writer;
  private final Keying keying;
  private final BlockRows blocks;
  private final Deciding deciding;
  private final Carrying carrying;

  Rekeying(
      Database database,
      Records records,
      Locks locks,
      RecordWriter writer,
      Keying keying,
      BlockRows blocks,
      Deciding deciding,
      Carrying carrying) {
    this.database = database;
    this.records = records;
    this.locks = locks;
    this.writer = writer;
    this.keying = keying;
    this.blocks = blocks;
    this.deciding = deciding;
    this.carrying = carrying;
  }

  @Override
  public String name() {
    return "index.records-into-blocks";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Uni<Void> run() {
    return some(TIMES, Optional.empty());
  }

  private Uni<Void> some(int times, Optional<Id> after) {
    return times == 0
        ? Uni.createFrom().voidItem()
        : records
            .withoutBlocks(database::query, after, AT_ONCE)
            .chain(
                ids ->
                    ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : entered(ids).chain(() -> some(times - 1, last(ids))));
  }

  private static Optional<Id> last(List<Id> ids) {
    return Optional.of(ids.get(ids.size() - 1));
  }

  /** What fails together is tried one by one, so that a record holds up none but itself. */
  private Uni<Void> entered(List<Id> ids) {
    return database
        .tx(tx -> enter(tx, ids))
        .onFailure()
        .recoverWithUni(
            failure ->
                ids.size() == 1
                    ? failed(ids.get(0), failure)
                    : Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> entered(List.of(id)))
                        .onItem()
                        .ignoreAsUni());
  }

  private static Uni<Void> failed(Id record, Throwable failure) {
    // What it says may be a part of what it could not read.
    LOG.errorf("record %s could not be put into blocks: %s", record, failure.getClass().getName());
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> enter(SqlTx tx, List<Id> ids) {
    return locks
        .records(tx, ids)
        .chain(held -> stillWithout(tx, held, ids))
        .chain(found -> put(tx, found));
  }

  /** Without those that somebody has put while this waited for them. */
  private Uni<List<IndexRecord>> stillWithout(SqlTx tx, List<IndexRecord> held, List<Id> ids) {
    return blocks
        .held(tx::query, ids)
        .map(done -> held.stream().filter(r -> !done.containsKey(r.id())).toList());
  }

  private Uni<Void> put(SqlTx tx, List<IndexRecord> found) {
    List<Placement> placed = found.stream().map(writer::standing).toList();
    List<List<Block>> wanted = keying.of(placed.stream().map(Placement::source).toList());
    return blocks
        .change(
            tx,
            IntStream.range(0, placed.size())
                .mapToObj(i -> placed.get(i).toBlocks(wanted.get(i)))
                .toList())
        .chain(() -> deciding.decide(tx::query, true, placed, placed, List.of()))
        .chain(arrangement -> carrying.out(tx, arrangement));
  }
}
