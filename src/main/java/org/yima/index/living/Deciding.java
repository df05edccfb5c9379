package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Barred;
import org.yima.index.store.Block;
import org.yima.index.store.BlockRows;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.Hash;
import org.yima.index.store.Placement;
import org.yima.index.store.Records;
import org.yima.index.store.Statements;
import org.yima.index.store.Surroundings;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.OffLoop;

/**
 * Decides on a batch of records: each is compared with the records of its blocks, and whoever is
 * linked with one of them is grouped anew together with it, so that the persons follow from the
 * records and not from the order in which they came. The number of statements does not depend on
 * the size of the batch.
 */
@ApplicationScoped
public class Deciding {
  /** More records than this are no work for the event loop. */
  private static final int SMALL = 16;

  private final Keying keying;
  private final BlockRows blocks;
  private final Records records;
  private final Surroundings surroundings;
  private final Doubts doubts;
  private final ActiveWeighing weighing;
  private final Candidates candidates;
  private final Ids ids;

  Deciding(
      Keying keying,
      BlockRows blocks,
      Records records,
      Surroundings surroundings,
      Doubts doubts,
      ActiveWeighing weighing,
      Candidates candidates,
      Ids ids) {
    this.keying = keying;
    this.blocks = blocks;
    this.records = records;
    this.surroundings = surroundings;
    this.doubts = doubts;
    this.weighing = weighing;
    this.candidates = candidates;
    this.ids = ids;
  }

  /** What a decision is about. */
  private static final class Matter {
    private final List<Placement> batch;
    private final Weighing weighing;
    private final List<Member> arriving;
    private final List<List<Block>> wanted;
    private final Collection<Edge> edges;
    private final List<SourceRecord> known = new ArrayList<>();
    private List<Set<Id>> near = List.of();

    /** Of each with whom nothing but a full block is left in common. */
    private List<Set<Id>> remembered = List.of();

    private final Map<Id, IndexRecord> loaded = new LinkedHashMap<>();

    /** What those that are loaded are compared by: without what is everybody's. */
    private final Map<Id, SourceRecord> compared = new HashMap<>();

    /** The blocks of which is known whether they are full, and those that are. */
    private final Set<Hash> asked;

    private final Set<Hash> full = new HashSet<>();
    private final List<Judged> judged = new ArrayList<>();
    private final Set<Id> touched = new LinkedHashSet<>();
    private final Set<Id> unreadable = new HashSet<>();

    Matter(
        List<Placement> batch,
        List<Placement> changing,
        Weighing weighing,
        List<List<Block>> wanted,
        Collection<Edge> edges) {
      this.batch = batch;
      this.weighing = weighing;
      this.wanted = wanted;
      this.edges = edges;
      arriving = changing.stream().map(Member::arriving).toList();
      asked = new HashSet<>(hashes(allWanted()));
    }

    /** How many records are laid beside each other. */
    int size() {
      return arriving.size() + loaded.size();
    }

    Set<Id> arrivingIds() {
      return arriving.stream().map(Member::id).collect(Collectors.toSet());
    }

    List<Block> allWanted() {
      return wanted.stream().flatMap(List::stream).toList();
    }
  }

  /**
   * Decides; writes nothing.
   *
   * @param hold whether the persons that may change are held still until the transaction ends; the
   *     batch then stands in its blocks already
   * @param left records whose links are to be looked at anew without anything having been put
   */
  public Uni<Arrangement> decide(
      Statements db, boolean hold, List<Placement> batch, Collection<Id> left) {
    return decide(db, hold, batch, batch.stream().filter(p -> !p.isUnchanged()).toList(), left);
  }

  /**
   * As above, also for records of the batch that say nothing new.
   *
   * @param changing those that are to be decided on
   */
  public Uni<Arrangement> decide(
      Statements db,
      boolean hold,
      List<Placement> batch,
      List<Placement> changing,
      Collection<Id> left) {
    return decide(db, hold, batch, changing, left, List.of());
  }

  /**
   * As above; the records are also compared with those that they are linked with already, where a
   * block that is full hides them from each other by now.
   */
  public Uni<Arrangement> decide(
      Statements db,
      boolean hold,
      List<Placement> batch,
      List<Placement> changing,
      Collection<Id> left,
      Collection<Edge> known) {
    return weighing.current(db).chain(by -> decide(db, hold, batch, changing, left, known, by));
  }

  /** As above, by other weights than those in use. */
  Uni<Arrangement> decide(
      Statements db,
      boolean hold,
      List<Placement> batch,
      List<Placement> changing,
      Collection<Id> left,
      Collection<Edge> known,
      Weighing by) {
    return keys(changing)
        .chain(
            wanted ->
                decide(db, hold, new Matter(batch, changing, by, wanted, known), changing, left));
  }

  private Uni<List<List<Block>>> keys(List<Placement> changing) {
    List<SourceRecord> sources = changing.stream().map(Placement::source).toList();
    return computed(sources.size(), () -> keying.of(sources));
  }

  private Uni<Arrangement> decide(
      Statements db, boolean hold, Matter matter, List<Placement> changing, Collection<Id> left) {
    matter.touched.addAll(left);
    changing.stream().filter(p -> !p.isNew()).map(Placement::recordId).forEach(matter.touched::add);
    return blocks
        .members(db, matter.allWanted())
        .invoke(members -> look(matter, members))
        .chain(() -> load(db, matter, union(matter.near)))
        .chain(() -> computed(matter.size(), () -> judged(matter)))
        .chain(() -> surroundings.around(db, hold, matter.touched))
        .call(found -> loadAgain(db, matter, found.persons().keySet()))
        .chain(found -> verdicts(db, matter, found));
  }

  private static Set<Id> union(List<Set<Id>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** Who stands in the blocks of each, those of the batch included. */
  private void look(Matter matter, BlockRows.Members members) {
    Set<Id> arriving = matter.arrivingIds();
    Map<Hash, Set<Id>> standing = new HashMap<>();
    members
        .records()
        .forEach(
            (key, of) ->
                standing.put(
                    key,
                    of.stream().filter(id -> !arriving.contains(id)).collect(Collectors.toSet())));
    for (int i = 0; i < matter.wanted.size(); i++) {
      for (Block block : matter.wanted.get(i)) {
        standing
            .computeIfAbsent(block.key(), key -> new HashSet<>())
            .add(matter.arriving.get(i).id());
      }
    }
    Set<Hash> full = matter.full;
    full.addAll(members.full());
    matter.allWanted().stream()
        .filter(block -> block.cap() > 0 && standing.get(block.key()).size() > block.cap())
        .forEach(block -> full.add(block.key()));
    candidates.noteFull(matter.allWanted(), full);
    List<Set<Id>> near = new ArrayList<>();
    List<Set<Id>> remembered = new ArrayList<>();
    for (int i = 0; i < matter.wanted.size(); i++) {
      Set<Id> of = new LinkedHashSet<>();
      for (Block block : matter.wanted.get(i)) {
        if (!full.contains(block.key())) {
          of.addAll(standing.get(block.key()));
        }
      }
      Id own = matter.arriving.get(i).id();
      of.remove(own);
      Set<Id> linked = linkedBefore(matter, own);
      linked.removeAll(of);
      of.addAll(linked);
      near.add(of);
      remembered.add(linked);
      matter.known.add(
          Candidates.known(
              matter.weighing.nobodys().without(matter.arriving.get(i).source()),
              matter.wanted.get(i),
              full));
    }
    matter.near = near;
    matter.remembered = remembered;
  }

  private static Set<Id> linkedBefore(Matter matter, Id own) {
    Set<Id> linked = new LinkedHashSet<>();
    matter.edges.stream()
        .filter(edge -> edge.touches(own))
        .forEach(edge -> linked.addAll(List.of(edge.one(), edge.other())));
    linked.remove(own);
    return linked;
  }

  /** Who has no block in common with a record any more, full or not, is not near it. */
  private void forget(Matter matter) {
    Map<Id, Set<Hash>> keys = keysOfRemembered(matter);
    for (int i = 0; i < matter.near.size(); i++) {
      Set<Hash> own = hashes(matter.wanted.get(i));
      for (Id other : matter.remembered.get(i)) {
        if (Collections.disjoint(own, keys.getOrDefault(other, Set.of()))) {
          matter.near.get(i).remove(other);
        }
      }
    }
  }

  private Map<Id, Set<Hash>> keysOfRemembered(Matter matter) {
    Set<Id> remembered = union(matter.remembered);
    if (remembered.isEmpty()) {
      return Map.of();
    }
    Map<Id, Set<Hash>> keys = new HashMap<>();
    for (int i = 0; i < matter.arriving.size(); i++) {
      keys.put(matter.arriving.get(i).id(), hashes(matter.wanted.get(i)));
    }
    List<IndexRecord> loaded =
        matter.loaded.values().stream().filter(r -> remembered.contains(r.id())).toList();
    List<List<Block>> blocksOf = keying.of(loaded.stream().map(IndexRecord::source).toList());
    for (int i = 0; i < loaded.size(); i++) {
      keys.put(loaded.get(i).id(), hashes(blocksOf.get(i)));
    }
    return keys;
  }

  private static Set<Hash> hashes(List<Block> blocks) {
    return blocks.stream().map(Block::key).collect(Collectors.toSet());
  }

  private Uni<Void> load(Statements db, Matter matter, Set<Id> wanted) {
    Set<Id> missing = new HashSet<>(wanted);
    missing.removeAll(matter.arrivingIds());
    return records
        .readable(db, missing)
        .invoke(found -> found.records().forEach(r -> matter.loaded.put(r.id(), r)))
        .invoke(found -> matter.unreadable.addAll(found.unreadable()))
        .chain(found -> crowds(db, matter, found.records()));
  }

  /**
   * What is everybody's says nothing of those that stand either, whoever arrives: else what two of
   * them have in common with half a city would hold them together, or apart, once a third comes.
   */
  private Uni<Void> crowds(Statements db, Matter matter, List<IndexRecord> loaded) {
    if (loaded.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return computed(
            loaded.size(), () -> loaded.stream().map(r -> keying.crowds(r.source())).toList())
        .call(blocksOf -> full(db, matter, blocksOf))
        .invoke(
            blocksOf -> {
              for (int i = 0; i < loaded.size(); i++) {
                matter.compared.put(
                    loaded.get(i).id(),
                    Candidates.known(
                        matter.weighing.nobodys().without(loaded.get(i).compared()),
                        blocksOf.get(i),
                        matter.full));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> full(Statements db, Matter matter, List<List<Block>> blocksOf) {
    List<Block> unknown =
        blocksOf.stream()
            .flatMap(List::stream)
            .filter(block -> matter.asked.add(block.key()))
            .toList();
    return unknown.isEmpty()
        ? Uni.createFrom().voidItem()
        : blocks.full(db, unknown).invoke(matter.full::addAll).replaceWithVoid();
  }

  /**
   * Those who may be moved, now that they are held still: what was read of them before, to compare
   * them, may have changed while this waited, such as with whom they are certainly one.
   */
  private Uni<Void> loadAgain(Statements db, Matter matter, Set<Id> held) {
    matter.loaded.keySet().removeAll(held);
    return load(db, matter, held);
  }

  /** A large batch is weighed on a worker, so that others are answered meanwhile. */
  static <T> Uni<T> computed(int records, Supplier<T> work) {
    return records > SMALL ? OffLoop.compute(work) : Uni.createFrom().item(work);
  }

  private Matter judged(Matter matter) {
    forget(matter);
    return judge(matter);
  }

  private static Matter judge(Matter matter) {
    List<Id> order = new ArrayList<>(matter.arriving.stream().map(Member::id).toList());
    order.addAll(matter.loaded.keySet());
    Map<Id, Integer> places = places(order);
    List<SourceRecord> sources = new ArrayList<>(matter.known);
    matter.loaded.keySet().forEach(id -> sources.add(matter.compared.get(id)));
    Bench bench = new Bench(matter.weighing, sources);
    for (int i = 0; i < matter.arriving.size(); i++) {
      for (Id other : matter.near.get(i)) {
        Integer at = places.get(other);
        // Of two that arrive the later is compared with the earlier. Who is gone is not compared.
        if (at == null || (at < matter.arriving.size() && at > i)) {
          continue;
        }
        Judgement judgement = bench.judge(i, at);
        if (judgement.matters()) {
          matter.judged.add(new Judged(matter.arriving.get(i).id(), other, judgement));
        }
        if ((judgement.links() || judgement.barred()) && at >= matter.arriving.size()) {
          matter.touched.add(other);
        }
      }
    }
    return matter;
  }

  private static Map<Id, Integer> places(List<Id> order) {
    Map<Id, Integer> places = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      places.put(order.get(i), i);
    }
    return places;
  }

  private Uni<Arrangement> verdicts(Statements db, Matter matter, Surroundings.Found found) {
    Set<Id> about = new HashSet<>(found.persons().keySet());
    about.addAll(matter.arrivingIds());
    return doubts
        .verdicts(db, about)
        .chain(verdicts -> computed(matter.size(), () -> settled(matter, found, verdicts)));
  }

  private Arrangement settled(
      Matter matter, Surroundings.Found found, Map<Id, Map<Id, Verdict>> verdicts) {
    List<Member> movable = new ArrayList<>(matter.arriving);
    List<Member> asked = new ArrayList<>();
    matter.loaded.forEach(
        (id, record) -> {
          Id person = found.persons().get(id);
          (person == null ? asked : movable)
              .add(Member.standing(record, person == null ? record.personId() : person));
        });
    List<Member> members = new ArrayList<>(movable);
    members.addAll(asked);
    Set<Id> arriving = matter.arrivingIds();
    Map<Boolean, List<Edge>> edges =
        found.edges().stream()
            .collect(
                Collectors.partitioningBy(
                    e ->
                        (arriving.contains(e.one()) || arriving.contains(e.other()))
                            && !matter.unreadable.contains(e.one())
                            && !matter.unreadable.contains(e.other())));
    Map<Boolean, List<Barred>> barred =
        found.barred().stream()
            .collect(
                Collectors.partitioningBy(
                    b -> arriving.contains(b.one()) || arriving.contains(b.other())));
    Scene scene =
        new Scene(
            members,
            movable.size(),
            inOrder(edges.get(false), Edge::one, Edge::other),
            inOrder(barred.get(false), Barred::one, Barred::other),
            placed(matter.judged, members),
            verdicts,
            found.merged(),
            new Bench(matter.weighing, compared(matter, members)));
    return Settlement.of(
        scene,
        matter.batch,
        found.steps(),
        new Settlement.Gone(edges.get(true), barred.get(true)),
        () -> ids.founding(IdType.PERSON));
  }

  /** In the order of their records, for a set's own is another one on each server. */
  private static <T> Set<T> inOrder(List<T> pairs, Function<T, Id> one, Function<T, Id> other) {
    return pairs.stream()
        .sorted(Comparator.comparing(one).thenComparing(other))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Who arrives is the first of the members; all are compared without what is everybody's. */
  private static List<SourceRecord> compared(Matter matter, List<Member> members) {
    List<SourceRecord> compared = new ArrayList<>(matter.known);
    members.subList(matter.known.size(), members.size()).stream()
        .map(member -> matter.compared.get(member.id()))
        .forEach(compared::add);
    return compared;
  }

  /** What is thought of an arriving record and another. */
  private record Judged(Id arriving, Id other, Judgement judgement) {}

  /** The judged pairs by the places that their records have, without those that are gone. */
  private static List<Scene.Pair> placed(List<Judged> judged, List<Member> members) {
    Map<Id, Integer> places = places(members.stream().map(Member::id).toList());
    return judged.stream()
        .filter(pair -> places.containsKey(pair.other()))
        .map(
            pair ->
                new Scene.Pair(
                    places.get(pair.arriving()), places.get(pair.other()), pair.judgement()))
        .toList();
  }
}
