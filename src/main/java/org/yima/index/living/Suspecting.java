package org.yima.index.living;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.yima.index.IndexRecord;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.store.Block;
import org.yima.index.store.Hash;
import org.yima.index.store.Records;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.SuspectRows;
import org.yima.index.store.SuspectRows.Crowd;
import org.yima.index.store.SuspectRows.Suspect;
import org.yima.index.store.SuspectRows.Walk;
import org.yima.platform.BlindIndex;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.OffLoop;
import org.yima.platform.SqlTx;

/**
 * Finds values that seem to stand for nothing, so that somebody looks at them and lists them: what
 * a founding load finds of its rows, of what came since. Once a day it goes by all blocks, many at
 * a time. They count their records; of those of a document, a phone or an insurance number in which
 * more stand than a value may have names, the names are counted. Days of birth have no blocks: they
 * are counted in some records, evenly of all. Nothing is decided by it.
 */
@ApplicationScoped
class Suspecting implements Job {
  private static final String PURPOSE = "index-suspect";
  private static final String BIRTH = "birth";
  private static final Duration REST = Duration.ofDays(1);
  private static final int BYTES = 16;

  /** Blocks whose records are opened at once. */
  private static final int CROWDS = 50;

  private static final int PAGE = 1_000;

  /** Records to look at are kept of each. */
  private static final int SOME = 5;

  private final Database database;
  private final SuspectRows rows;
  private final Records records;
  private final ActiveWeighing weighing;
  private final BlindIndex index;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Pages pages;
  private final Amount amount;

  /** Ids of records, evenly of all. */
  @FunctionalInterface
  interface Pages {
    /** Those after the last one, from the first at the beginning; none at the end. */
    Uni<List<Id>> after(Optional<Id> last, int limit);
  }

  /**
   * How much is looked at.
   *
   * @param blocks that a run goes by
   * @param records whose days of birth are counted at the end of a walk
   */
  record Amount(int blocks, int records) {
    /** Tens of millions of blocks within a day, and one day in a thousand records. */
    static final Amount USUAL = new Amount(100_000, 100_000);
  }

  @Inject
  Suspecting(
      Database database,
      SuspectRows rows,
      Records records,
      ActiveWeighing weighing,
      BlindIndex index,
      MeterRegistry meters,
      Clock clock,
      ReevaluationRows reevaluations) {
    this(
        database,
        rows,
        records,
        weighing,
        index,
        meters,
        clock,
        // By the bucket of their ids, which are drawn: those of a few buckets are evenly of all.
        (last, limit) -> reevaluations.next(database::query, last, limit),
        Amount.USUAL);
  }

  private Suspecting(
      Database database,
      SuspectRows rows,
      Records records,
      ActiveWeighing weighing,
      BlindIndex index,
      MeterRegistry meters,
      Clock clock,
      Pages pages,
      Amount amount) {
    this.database = database;
    this.rows = rows;
    this.records = records;
    this.weighing = weighing;
    this.index = index;
    this.meters = meters;
    this.clock = clock;
    this.pages = pages;
    this.amount = amount;
  }

  /** The same where other values are listed, at other times, and over other records. */
  Suspecting of(
      ActiveWeighing otherWeighing, Clock otherClock, Pages otherPages, Amount otherAmount) {
    return new Suspecting(
        database, rows, records, otherWeighing, index, meters, otherClock, otherPages, otherAmount);
  }

  @Override
  public String name() {
    return "index.suspects";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Uni<Void> run() {
    return rows.walk(database::query)
        .chain(
            walk ->
                isOver(walk)
                    ? database
                        .tx(rows::begin)
                        .chain(() -> rows.walk(database::query))
                        .chain(begun -> goOn(begun.orElseThrow()))
                    : goOn(walk.orElseThrow()));
  }

  /** Whether another is to begin. */
  private boolean isOver(Optional<Walk> walk) {
    OffsetDateTime yesterday = OffsetDateTime.now(clock).minus(REST);
    return walk.filter(w -> !w.done() || w.begunAt().isAfter(yesterday)).isEmpty();
  }

  private Uni<Void> goOn(Walk walk) {
    return walk.done()
        ? Uni.createFrom().voidItem()
        : rows.end(database::query, walk.last(), amount.blocks())
            .chain(
                end ->
                    rows.crowds(database::query, City.mostNames(), walk.last(), end)
                        .chain(this::implausible)
                        .chain(
                            found ->
                                end.isPresent()
                                    ? keep(found, tx -> rows.advance(tx, end.get()))
                                    : end(walk, found)));
  }

  private Uni<Void> end(Walk walk, List<Suspect> found) {
    return births()
        .chain(
            births -> {
              List<Suspect> all = new ArrayList<>(found);
              all.addAll(births);
              return keep(all, tx -> rows.finish(tx, walk));
            });
  }

  private Uni<Void> keep(List<Suspect> found, Function<SqlTx, Uni<Void>> with) {
    return database
        .tx(tx -> rows.keep(tx, found).call(() -> with.apply(tx)))
        .invoke(
            fresh ->
                fresh.forEach(
                    suspect ->
                        meters.counter("yima.index.suspects", "key", suspect.name()).increment()))
        .replaceWithVoid();
  }

  private Uni<List<Suspect>> implausible(List<Crowd> crowds) {
    return Multi.createFrom()
        .iterable(crowds)
        .group()
        .intoLists()
        .of(CROWDS)
        .onItem()
        .transformToUniAndConcatenate(this::ofSome)
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private Uni<List<Suspect>> ofSome(List<Crowd> crowds) {
    Collection<Id> wanted = new LinkedHashSet<>();
    crowds.forEach(crowd -> wanted.addAll(crowd.records()));
    return records
        .readable(database::query, wanted)
        .chain(opened -> OffLoop.compute(() -> ofNames(crowds, opened.records())));
  }

  private List<Suspect> ofNames(List<Crowd> crowds, List<IndexRecord> opened) {
    Table table =
        weighing
            .shipped()
            .beside(opened.stream().map(IndexRecord::compared).toList(), Workers.alone());
    int sound = table.column("sound");
    Map<Id, Integer> places = new HashMap<>();
    for (int i = 0; i < opened.size(); i++) {
      places.put(opened.get(i).id(), i);
    }
    List<Suspect> suspects = new ArrayList<>();
    for (Crowd crowd : crowds) {
      List<Integer> own =
          crowd.records().stream().filter(places::containsKey).map(places::get).toList();
      int names =
          (int)
              own.stream()
                  .map(place -> table.code(place, sound))
                  .filter(c -> c != 0)
                  .distinct()
                  .count();
      if (names > City.mostNames().get(crowd.name()) && !isListed(crowd, own, opened)) {
        suspects.add(
            new Suspect(
                crowd.name(), crowd.key(), crowd.members(), Optional.of(names), some(own, opened)));
      }
    }
    return suspects;
  }

  /**
   * What is listed has no block, but for documents: their records are found by them all the same.
   */
  private boolean isListed(Crowd crowd, List<Integer> own, List<IndexRecord> opened) {
    return crowd.name().equals(Block.DOCUMENT)
        && own.stream()
            .map(place -> opened.get(place).source())
            .anyMatch(weighing.shipped().nobodys()::hasDocumentOf);
  }

  private static List<Id> some(List<Integer> places, List<IndexRecord> opened) {
    return places.stream().limit(SOME).map(place -> opened.get(place).id()).toList();
  }

  private Uni<List<Suspect>> births() {
    Births births = new Births();
    return read(births, Optional.empty()).chain(() -> OffLoop.compute(births::suspects));
  }

  private Uni<Void> read(Births births, Optional<Id> last) {
    int left = amount.records() - births.ids.size();
    return left <= 0
        ? Uni.createFrom().voidItem()
        : pages
            .after(last, Math.min(left, PAGE))
            .chain(
                ids ->
                    ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : records
                            .readable(database::query, ids)
                            .chain(opened -> OffLoop.compute(() -> births.add(opened.records())))
                            .chain(() -> read(births, Optional.of(ids.get(ids.size() - 1)))));
  }

  /** The days of birth of some records. */
  private final class Births {
    private final List<Id> ids = new ArrayList<>();
    private final Table table =
        new Table(City.schema().columns().stream().filter(c -> c.name().equals(BIRTH)).toList());

    int add(List<IndexRecord> opened) {
      Nobodys nobodys = weighing.shipped().nobodys();
      table.add(
          opened.stream().map(r -> CityRow.of(nobodys.without(r.compared()))).toList(),
          Workers.alone());
      opened.forEach(record -> ids.add(record.id()));
      return ids.size();
    }

    List<Suspect> suspects() {
      int birth = table.column(BIRTH);
      List<Suspect> suspects = new ArrayList<>();
      for (DefaultValues.Suspect day : City.suspectedBirths(table)) {
        List<Id> some =
            IntStream.range(0, table.size())
                .filter(place -> table.code(place, birth) == day.code())
                .limit(SOME)
                .mapToObj(ids::get)
                .toList();
        String value = table.dictionary(birth).value(day.code());
        byte[] key = Arrays.copyOf(index.of(PURPOSE, BIRTH + '\n' + value), BYTES);
        suspects.add(new Suspect(BIRTH, Hash.of(key), day.records(), Optional.empty(), some));
      }
      return suspects;
    }
  }
}
