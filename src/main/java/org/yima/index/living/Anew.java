package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.yima.index.IndexRecord;
import org.yima.index.store.BarredRows;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Edge;
import org.yima.index.store.EdgeRows;
import org.yima.index.store.Locks;
import org.yima.index.store.Placement;
import org.yima.index.store.RecordWriter;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Decides again on records that say what they said: something else has changed. */
@ApplicationScoped
public class Anew {
  private final Locks locks;
  private final RecordWriter writer;
  private final Keying keying;
  private final BlockRows blocks;
  private final EdgeRows edges;
  private final BarredRows barred;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Records records;

  Anew(
      Locks locks,
      RecordWriter writer,
      Keying keying,
      BlockRows blocks,
      EdgeRows edges,
      BarredRows barred,
      Deciding deciding,
      Carrying carrying,
      Records records) {
    this.locks = locks;
    this.writer = writer;
    this.keying = keying;
    this.blocks = blocks;
    this.edges = edges;
    this.barred = barred;
    this.deciding = deciding;
    this.carrying = carrying;
    this.records = records;
  }

  /** Those of the records that a rule keeps from a link with somebody. */
  public Uni<Void> barred(SqlTx tx, Collection<Id> records) {
    return barred
        .of(tx::query, records)
        .chain(
            pairs -> {
              Set<Id> wanted = new HashSet<>();
              pairs.forEach(pair -> wanted.addAll(List.of(pair.one(), pair.other())));
              wanted.retainAll(Set.copyOf(records));
              return wanted.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : decided(tx, wanted).chain(arrangement -> carrying.out(tx, arrangement));
            });
  }

  /**
   * Holds records still where they stand, compares them with whoever stands in their blocks and
   * with those that they are linked with already. Writes nothing but their blocks.
   */
  Uni<Arrangement> decided(SqlTx tx, Collection<Id> ids) {
    return locks
        .records(tx, ids)
        .chain(found -> standing(tx::query, ids, found))
        .call(placed -> enter(tx, placed))
        .chain(
            placed ->
                edges
                    .of(tx::query, ids)
                    .chain(
                        known ->
                            deciding.decide(tx::query, true, placed, placed, List.of(), known)));
  }

  /**
   * What deciding again on records would come to.
   *
   * @param unreadable how many of them do not read, and are left out
   */
  public record Foreseen(Arrangement arrangement, int unreadable) {}

  /** What weighing records anew by other weights would come to; reads only, and holds nobody. */
  public Uni<Foreseen> foreseen(Statements db, Collection<Id> ids, Weighing by) {
    return records
        .readable(db, ids)
        .chain(
            opened ->
                standing(db, ids, opened.records())
                    .chain(placed -> foreseen(db, ids, placed, by))
                    .map(arrangement -> new Foreseen(arrangement, opened.unreadable().size())));
  }

  private Uni<Arrangement> foreseen(
      Statements db, Collection<Id> ids, List<Placement> placed, Weighing by) {
    return edges
        .of(db, ids)
        .chain(known -> deciding.decide(db, false, placed, placed, List.of(), known, by));
  }

  /** The links of those that say something new, which is not who they are. */
  public Uni<List<Edge>> linked(SqlTx tx, List<Placement> placed) {
    List<Id> keeping =
        placed.stream()
            .filter(p -> !p.isUnchanged() && !p.changesIdentity())
            .map(Placement::recordId)
            .toList();
    return keeping.isEmpty() ? Uni.createFrom().item(List.of()) : edges.of(tx::query, keeping);
  }

  private Uni<List<Placement>> standing(
      Statements db, Collection<Id> ids, List<IndexRecord> found) {
    return blocks
        .held(db, ids)
        .map(held -> found.stream().map(r -> writer.standing(r, held)).toList());
  }

  private Uni<Void> enter(SqlTx tx, List<Placement> placed) {
    List<List<Block>> wanted = keying.of(placed.stream().map(Placement::source).toList());
    return blocks.change(
        tx,
        IntStream.range(0, placed.size())
            .mapToObj(i -> placed.get(i).toBlocks(wanted.get(i)))
            .toList());
  }
}
