package org.yima.index.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.PersonMerge.Status;
import org.yima.index.PersonMerges;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.Role;

/**
 * Whatever is merged, taken back and merged again in whatever order, and whatever the sources say
 * in between of phones, every record is for certain with exactly those that the standing merges put
 * it with. How: the model knows who hangs under whom and which pairs taking back has noted as
 * different, and nothing of steps or homes; after each act the real persons are compared with it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MergeModelTest {
  private static final int RECORDS = 9;
  private static final int ACTS = 60 * Integer.getInteger("yima.scale", 1);
  private static final long SEED = 20261121;

  @Inject PersonIndex index;
  @Inject PersonMerges merges;
  @Inject Proposals proposals;
  @Inject Database database;
  @Inject Ids ids;

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Caller reviewer() {
    return new Caller(
        Role.REVIEWER, Optional.of(ids.founding(IdType.STAFF)), Optional.empty(), Optional.empty());
  }

  private Id put(String number, Optional<String> phone) {
    SourceRecord bare =
        new SourceRecord(
            "merge-model",
            number,
            "",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            phone,
            Optional.empty());
    return now(database.tx(tx -> index.put(tx, bare)));
  }

  private Id personOf(Id record) {
    return now(index.get(record)).orElseThrow().personId();
  }

  /** A merge as the model knows it. */
  private record Edge(Id source, Id target) {}

  /** Who hangs under whom, and what is noted as different. */
  private static final class Model {
    private final Map<Id, Id> homes = new LinkedHashMap<>();
    private final Map<Id, Id> parents = new HashMap<>();
    private final Map<Id, Edge> merges = new LinkedHashMap<>();
    private final Set<Id> standing = new HashSet<>();
    private final Map<Id, Set<Set<Id>>> noted = new HashMap<>();

    Id root(Id person) {
      Id at = person;
      while (parents.containsKey(at)) {
        at = parents.get(at);
      }
      return at;
    }

    List<Id> recordsOf(Id person) {
      return homes.keySet().stream().filter(r -> root(homes.get(r)).equals(person)).toList();
    }

    boolean isApart(Id one, Id other) {
      Set<Set<Id>> all = noted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      return recordsOf(one).stream()
          .anyMatch(l -> recordsOf(other).stream().anyMatch(r -> all.contains(Set.of(l, r))));
    }

    boolean mayJoin(Id source, Id target) {
      return !source.equals(target)
          && !recordsOf(source).isEmpty()
          && !recordsOf(target).isEmpty()
          && !isApart(source, target);
    }

    void part(Id merge) {
      Edge edge = merges.get(merge);
      parents.remove(edge.source());
      standing.remove(merge);
      Set<Set<Id>> before =
          noted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      Set<Set<Id>> pairs = new HashSet<>();
      for (Id left : recordsOf(edge.source())) {
        for (Id right : recordsOf(root(edge.target()))) {
          if (!before.contains(Set.of(left, right))) {
            pairs.add(Set.of(left, right));
          }
        }
      }
      noted.put(merge, pairs);
    }

    boolean mayRejoin(Id merge) {
      Edge edge = merges.get(merge);
      Set<Set<Id>> own = noted.remove(merge);
      boolean may =
          root(edge.source()).equals(edge.source())
              && !root(edge.target()).equals(edge.source())
              && !isApart(edge.source(), root(edge.target()));
      if (!may) {
        noted.put(merge, own);
      }
      return may;
    }
  }

  @Test
  void personsAreWhatTheStandingMergesMakeOfThem() {
    Random random = new Random(SEED);
    Model model = new Model();
    for (int i = 0; i < RECORDS; i++) {
      Id record = put(UUID.randomUUID().toString(), Optional.empty());
      model.homes.put(record, personOf(record));
    }
    int refused = 0;
    int done = 0;
    for (int act = 0; act < ACTS; act++) {
      List<Id> standing = model.merges.keySet().stream().filter(model.standing::contains).toList();
      List<Id> undone =
          model.merges.keySet().stream().filter(m -> !model.standing.contains(m)).toList();
      int kind = random.nextInt(3);
      boolean went;
      if (kind == 0 || (standing.isEmpty() && undone.isEmpty())) {
        went = merge(model, random);
      } else if (kind == 1 && !standing.isEmpty()) {
        went = part(model, standing.get(random.nextInt(standing.size())));
      } else if (!undone.isEmpty()) {
        went = rejoin(model, undone.get(random.nextInt(undone.size())));
      } else {
        continue;
      }
      done += went ? 1 : 0;
      refused += went ? 0 : 1;
      compare(model, act);
      sayAgain(new ArrayList<>(model.homes.keySet()).get(random.nextInt(RECORDS)), act);
      compare(model, act);
    }
    assertThat(done).as("acts that did something, seed " + SEED).isGreaterThan(ACTS / 3);
    assertThat(refused).as("acts that were refused, seed " + SEED).isPositive();
  }

  /** Its source says a new phone of a record, which is no other person for that. */
  private void sayAgain(Id record, int act) {
    String number = now(index.get(record)).orElseThrow().number();
    assertThat(put(number, Optional.of("154%08d".formatted(11_160_000 + act)))).isEqualTo(record);
  }

  private boolean merge(Model model, Random random) {
    List<Id> persons = model.homes.values().stream().map(model::root).distinct().toList();
    Id source = persons.get(random.nextInt(persons.size()));
    Id target = persons.get(random.nextInt(persons.size()));
    if (source.equals(target)) {
      return false;
    }
    boolean may = model.mayJoin(source, target);
    boolean went =
        goes(
            () -> {
              Id merge = now(proposals.propose(reviewer(), source, target, "seen together"));
              assertThat(now(proposals.approve(reviewer(), merge, "").replaceWith(true))).isTrue();
              model.merges.put(merge, new Edge(source, target));
              model.standing.add(merge);
            });
    assertThat(went).as("merging, seed " + SEED).isEqualTo(may);
    if (went) {
      model.parents.put(source, target);
    }
    return went;
  }

  private boolean part(Model model, Id merge) {
    boolean went =
        goes(
            () ->
                assertThat(
                        now(
                            merges
                                .unmerge(reviewer(), merge)
                                .chain(() -> merges.unmerge(reviewer(), merge))
                                .chain(() -> merges.finish(merge, Status.UNDOING, Status.UNDONE))
                                .replaceWith(true)))
                    .isTrue());
    assertThat(went).as("taking back, seed " + SEED).isTrue();
    model.part(merge);
    return true;
  }

  private boolean rejoin(Model model, Id merge) {
    boolean may = model.mayRejoin(merge);
    boolean went =
        goes(
            () ->
                assertThat(
                        now(
                            merges
                                .remerge(reviewer(), merge)
                                .chain(() -> merges.remerge(reviewer(), merge))
                                .chain(() -> merges.finish(merge, Status.MERGING, Status.MERGED))
                                .replaceWith(true)))
                    .isTrue());
    assertThat(went).as("merging again, seed " + SEED).isEqualTo(may);
    if (went) {
      Edge edge = model.merges.get(merge);
      model.parents.put(edge.source(), edge.target());
      model.standing.add(merge);
    }
    return went;
  }

  private static boolean goes(Runnable act) {
    try {
      act.run();
      return true;
    } catch (Problem refused) {
      return false;
    }
  }

  private void compare(Model model, int act) {
    for (Id record : model.homes.keySet()) {
      Id root = model.root(model.homes.get(record));
      assertThat(personOf(record)).as("act %d of seed %d", act, SEED).isEqualTo(root);
      List<Id> together = new ArrayList<>(model.recordsOf(root));
      assertThat(now(index.samePerson(record)).stream().map(IndexRecord::id).toList())
          .as("act %d of seed %d", act, SEED)
          .containsExactlyInAnyOrderElementsOf(together);
    }
  }
}
