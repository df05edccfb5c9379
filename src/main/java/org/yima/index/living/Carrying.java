package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.index.change.Watch;
import org.yima.index.store.Barred;
import org.yima.index.store.BarredRows;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.EdgeRows;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Links;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Carries out what was decided about persons. */
@ApplicationScoped
public class Carrying {
  /** Who moves records when the machine does. */
  private static final String MACHINE = "rule:weights";

  private final Links links;
  private final LinkScores scores;
  private final EdgeRows edges;
  private final BarredRows barred;
  private final Doubts doubts;
  private final Watch watch;

  Carrying(
      Links links,
      LinkScores scores,
      EdgeRows edges,
      BarredRows barred,
      Doubts doubts,
      Watch watch) {
    this.links = links;
    this.scores = scores;
    this.edges = edges;
    this.barred = barred;
    this.doubts = doubts;
    this.watch = watch;
  }

  /** Writes links, moves and doubts. */
  public Uni<Void> out(SqlTx tx, Arrangement arrangement) {
    return out(tx, arrangement, MACHINE);
  }

  /**
   * As above, because of something else than what was put.
   *
   * @param actor who moves records, as the history names it
   */
  Uni<Void> out(SqlTx tx, Arrangement arrangement, String actor) {
    return watch.over(
        tx,
        persons(arrangement),
        standing(arrangement),
        actor,
        seen -> write(tx, arrangement, actor));
  }

  /**
   * As above, as a part of something larger that is watched over: whom that moves only by way of
   * this is watched over too.
   */
  public Uni<Void> within(SqlTx tx, Arrangement arrangement, Watch.Seen seen) {
    return seen.also(persons(arrangement), standing(arrangement))
        .chain(() -> write(tx, arrangement, MACHINE));
  }

  /** Those that records which were there leave and join. */
  private static Set<Id> persons(Arrangement arrangement) {
    Set<Id> persons = new HashSet<>();
    arrangement.moves().stream()
        .filter(move -> move.from().isPresent())
        .forEach(move -> persons.addAll(List.of(move.from().orElseThrow(), move.to())));
    return persons;
  }

  /** Records that were there and of which it changes with whom they are certainly one. */
  private static Set<Id> standing(Arrangement arrangement) {
    Set<Id> standing = new HashSet<>(arrangement.certain().keySet());
    arrangement.moves().stream()
        .filter(move -> move.from().isEmpty())
        .forEach(move -> standing.remove(move.recordId()));
    return standing;
  }

  private Uni<Void> write(SqlTx tx, Arrangement arrangement, String actor) {
    return links
        .found(tx, arrangement.founded())
        .chain(() -> edges.remove(tx, arrangement.gone()))
        .chain(() -> edges.add(tx, arrangement.found()))
        .chain(() -> barred.remove(tx, arrangement.released()))
        .chain(() -> barred.add(tx, arrangement.barred()))
        .chain(() -> links.move(tx, arrangement.moves(), actor))
        .chain(() -> scores.remember(tx, arrangement.scores()))
        .chain(() -> scores.certain(tx, arrangement.certain()))
        .chain(() -> doubts.ask(tx, arrangement.doubts()));
  }

  /** Forgets the links of records; answers the records that were at their other ends. */
  public Uni<List<Id>> cut(SqlTx tx, Collection<Id> records) {
    return edges
        .of(tx::query, records)
        .call(cut -> edges.remove(tx, cut))
        .chain(
            cut ->
                barred
                    .of(tx::query, records)
                    .call(released -> barred.remove(tx, released))
                    .map(released -> others(cut, released, records)));
  }

  private static List<Id> others(List<Edge> cut, List<Barred> released, Collection<Id> records) {
    Set<Id> others = new HashSet<>();
    cut.forEach(edge -> others.addAll(List.of(edge.one(), edge.other())));
    released.forEach(pair -> others.addAll(List.of(pair.one(), pair.other())));
    others.removeAll(Set.copyOf(records));
    return others.stream().sorted().collect(Collectors.toList());
  }
}
