package org.yima.index.living;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.yima.index.Put;
import org.yima.index.living.Persons.Link;
import org.yima.index.store.Barred;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Links;
import org.yima.index.store.Placement;
import org.yima.platform.Id;

/**
 * What a grouping means for the rows: which group keeps which person, who moves and why. A group
 * takes the person that people have merged others into, else a person stays with the group that has
 * a proven document, else with the one that has most of its records.
 */
final class Settlement {
  private final Scene scene;
  private final Grouping grouping;
  private final Supplier<Id> newPerson;
  private final Map<Id, Placement> placed = new HashMap<>();
  private final Map<Integer, Id> goesTo = new HashMap<>();
  private final List<Id> founded = new ArrayList<>();
  private final List<Links.Move> moves = new ArrayList<>();
  private final List<LinkScores.Score> scores = new ArrayList<>();

  private Settlement(Scene scene, List<Placement> batch, Supplier<Id> newPerson) {
    this.scene = scene;
    this.newPerson = newPerson;
    grouping = new Grouping(scene);
    batch.forEach(p -> placed.put(p.recordId(), p));
  }

  /**
   * Decides on a scene.
   *
   * @param batch what is put, with those that change nothing
   * @param steps how many steps the records that stand have had
   * @param gone what was found of the arriving records before
   */
  static Arrangement of(
      Scene scene,
      List<Placement> batch,
      Map<Id, Integer> steps,
      Gone gone,
      Supplier<Id> newPerson) {
    return new Settlement(scene, batch, newPerson).arrangement(batch, steps, gone);
  }

  /** What was found of the arriving records before, and is found anew. */
  record Gone(List<Edge> edges, List<Barred> barred) {}

  private Arrangement arrangement(List<Placement> batch, Map<Id, Integer> steps, Gone gone) {
    givePersons();
    Asking asking = new Asking(scene, grouping);
    Map<Id, Put.Outcome> outcomes = new HashMap<>();
    for (int i = 0; i < scene.movable(); i++) {
      outcomes.put(scene.members().get(i).id(), settle(i, steps));
    }
    List<Doubts.Weighed> doubts = asking.doubts();
    Set<Id> doubted = new HashSet<>();
    doubts.forEach(d -> doubted.add(d.recordId()));
    List<Placement> changing = batch.stream().filter(p -> !p.isUnchanged()).toList();
    return new Arrangement(
        batch.stream().map(p -> put(p, outcomes, doubted)).toList(),
        changing.stream().filter(Placement::isNew).toList(),
        changing.stream().filter(p -> !p.isNew()).toList(),
        founded,
        moves,
        scores,
        gone.edges(),
        grouping.found(),
        gone.barred(),
        grouping.barred(),
        certain(),
        doubts);
  }

  private static Put put(Placement placement, Map<Id, Put.Outcome> outcomes, Set<Id> doubted) {
    return placement.isUnchanged()
        ? new Put(placement.recordId(), Put.Outcome.UNCHANGED, false, false)
        : new Put(
            placement.recordId(),
            outcomes.get(placement.recordId()),
            doubted.contains(placement.recordId()),
            placement.wasNotFound());
  }

  /** A group that would keep a person. */
  private record Wish(List<Integer> group, Id person, boolean merged, long proven, long records) {}

  private void givePersons() {
    List<List<Integer>> groups = new ArrayList<>(grouping.groups());
    Set<Id> taken = new HashSet<>();
    groups.stream()
        .flatMap(group -> wishes(group).stream())
        .sorted(
            Comparator.comparing(Wish::merged)
                .thenComparingLong(Wish::proven)
                .thenComparingLong(Wish::records)
                .reversed()
                .thenComparing(Wish::person))
        .forEach(
            wish -> {
              if (!goesTo.containsKey(wish.group().get(0)) && taken.add(wish.person())) {
                wish.group().forEach(i -> goesTo.put(i, wish.person()));
              }
            });
    groups.stream()
        .filter(group -> !goesTo.containsKey(group.get(0)))
        .forEach(group -> found(group, taken));
  }

  private List<Wish> wishes(List<Integer> group) {
    Map<Id, List<Member>> persons = new HashMap<>();
    group.stream()
        .map(scene.members()::get)
        .filter(member -> !member.arrives() || isMerged(member))
        .forEach(m -> persons.computeIfAbsent(m.person(), p -> new ArrayList<>()).add(m));
    return persons.entrySet().stream()
        .map(
            e ->
                new Wish(
                    group,
                    e.getKey(),
                    e.getValue().stream().anyMatch(this::isMerged),
                    e.getValue().stream().filter(m -> m.source().documentVerified()).count(),
                    e.getValue().size()))
        .toList();
  }

  /** What hangs under a merged person can be taken back as long as its records stay with it. */
  private boolean isMerged(Member member) {
    return member.keeps() && scene.merged().contains(member.person());
  }

  /** Who arrives founds, or stays where it was when all others have left or were never there. */
  private void found(List<Integer> group, Set<Id> taken) {
    Id person =
        group.stream()
            .map(scene.members()::get)
            .filter(Member::arrives)
            .map(Member::person)
            .filter(taken::add)
            .findFirst()
            .orElseGet(newPerson);
    founded.add(person);
    group.forEach(i -> goesTo.put(i, person));
  }

  private Put.Outcome settle(int place, Map<Id, Integer> steps) {
    Member member = scene.members().get(place);
    Id to = goesTo.get(place);
    boolean joins = joins(place);
    if (!member.founds() && to.equals(member.person())) {
      return Put.Outcome.UPDATED;
    }
    Optional<Edge> strongest = joins ? grouping.strongest(place) : Optional.empty();
    int had = member.founds() ? 0 : steps.getOrDefault(member.id(), 0);
    moves.add(
        new Links.Move(
            member.id(),
            member.founds() ? Optional.empty() : Optional.of(member.person()),
            to,
            had,
            reason(member, joins, strongest)));
    strongest.ifPresent(
        edge ->
            scores.add(
                new LinkScores.Score(
                    member.id(),
                    had + 1,
                    edge.end(member.id()),
                    edge.score(),
                    edge.weights(),
                    edge.engine())));
    return joins ? Put.Outcome.LINKED : Put.Outcome.NEW;
  }

  /** Whether somebody is there before: whoever stands, or who is put earlier in the batch. */
  private boolean joins(int place) {
    for (int other = 0; other < scene.movable(); other++) {
      if (other != place
          && grouping.same(place, other)
          && (!scene.members().get(other).arrives() || other < place)) {
        return true;
      }
    }
    return false;
  }

  private static Links.Reason reason(Member member, boolean joins, Optional<Edge> strongest) {
    if (!joins) {
      return member.founds() ? Links.Reason.NEW : Links.Reason.CHANGED;
    }
    return strongest
        .map(edge -> edge.byDocument() ? Links.Reason.DOCUMENT : Links.Reason.SCORE)
        .orElse(Links.Reason.HUMAN);
  }

  private Map<Id, UUID> certain() {
    Map<Integer, UUID> named = new HashMap<>();
    List<Link> pairs = grouping.certain();
    for (int i = 0; i < scene.movable(); i++) {
      named.put(i, scene.members().get(i).id().uuid());
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Link pair : pairs) {
        UUID least = least(named.get(pair.one()), named.get(pair.other()));
        changed |= !least.equals(named.put(pair.one(), least));
        changed |= !least.equals(named.put(pair.other(), least));
      }
    }
    Map<Id, UUID> certain = new HashMap<>();
    named.forEach(
        (i, group) -> {
          if (!scene.members().get(i).certain().equals(Optional.of(group))) {
            certain.put(scene.members().get(i).id(), group);
          }
        });
    return certain;
  }

  private static UUID least(UUID one, UUID other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
