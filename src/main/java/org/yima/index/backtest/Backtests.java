package org.yima.index.backtest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yima.index.IndexProblem;
import org.yima.index.backtest.Backtest.Source;
import org.yima.index.backtest.Backtest.Status;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.store.Records;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.OffLoop;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** Takes back-tests and their pairs; the job {@link BacktestRun} does the rest. */
@ApplicationScoped
class Backtests {
  private static final String HEADER =
      "record_id,other_id,same,before,after,bits_before,bits_after\n";

  /** Numbers that are looked up at once. */
  private static final int AT_ONCE = 2_000;

  private final Database database;
  private final BacktestStore store;
  private final StoredStore stored;
  private final Records records;
  private final ActiveWeighing weighing;
  private final Ids ids;
  private final Clock clock;

  Backtests(
      Database database,
      BacktestStore store,
      StoredStore stored,
      Records records,
      ActiveWeighing weighing,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.stored = stored;
    this.records = records;
    this.weighing = weighing;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param version nothing: the version in use, with other thresholds
   * @param records how many of the stored records are weighed, at most; of STORED alone
   */
  record Asked(
      Optional<String> version,
      Optional<Double> link,
      Optional<Double> review,
      Source source,
      int records) {}

  /**
   * What became of an uploaded file.
   *
   * @param unknown the first lines of which a record is not in the index, or both are one
   */
  record Taken(Backtest backtest, int unknownLines, List<Long> unknown) {}

  Uni<Backtest> ask(Caller by, Asked asked) {
    return weighing
        .current(database::query)
        .chain(
            inUse -> {
              String against = inUse.weights().version();
              String version = asked.version().orElse(against);
              return weighing
                  .named(database::query, version)
                  .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
                  .invoke(tried -> mustBeThresholds(tried.weights().thresholds(), asked))
                  .replaceWith(asked(by, asked, version, against));
            })
        .call(test -> begin(by, test, asked.records()))
        .chain(test -> get(test.id()));
  }

  /** Asking begins no later than linking. */
  private static void mustBeThresholds(Thresholds own, Asked asked) {
    if (asked.link().orElse(own.link()) < asked.review().orElse(own.review())) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/review", "invalid");
    }
  }

  private Backtest asked(Caller by, Asked asked, String version, String against) {
    return new Backtest(
        ids.founding(IdType.BACKTEST),
        version,
        against,
        asked.link(),
        asked.review(),
        asked.source(),
        Status.AWAITING_PAIRS,
        by.self().toString(),
        OffsetDateTime.now(clock),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Uni<Void> begin(Caller by, Backtest test, int most) {
    return test.source() == Source.STORED
        ? stored
            .records(database::query)
            .chain(all -> database.tx(tx -> begin(tx, by, test, all, most)))
        : database.tx(tx -> begin(tx, by, test, 0, 0));
  }

  private Uni<Void> begin(SqlTx tx, Caller by, Backtest test, long all, int most) {
    return store
        .insert(tx, test)
        .chain(
            () ->
                switch (test.source()) {
                  case UPLOAD -> Uni.createFrom().voidItem();
                  case DECISIONS ->
                      store.addDecisions(tx, test.id()).chain(n -> store.run(tx, test.id(), n));
                  case STORED ->
                      stored
                          .begin(tx, test.id(), all)
                          .chain(() -> store.run(tx, test.id(), (int) Math.min(all, most)));
                })
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(by, "backtest.asked", test.id())
                        .with("version", test.version())));
  }

  Uni<Backtest> get(Id id) {
    return store
        .find(database::query, id)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  Uni<List<Backtest>> page(Optional<Id> before, int limit) {
    return store.page(database::query, before, limit);
  }

  /** Takes the file of an UPLOAD; what it names is kept, what it says is not. */
  Uni<Taken> take(Caller by, Id id, byte[] file) {
    return get(id)
        .invoke(Backtests::mustWait)
        .chain(() -> OffLoop.compute(() -> Labels.read(file)))
        .chain(lines -> found(lines).map(known -> resolved(lines, known)))
        .call(resolved -> database.tx(tx -> keep(tx, by, id, resolved)))
        .chain(
            resolved ->
                get(id)
                    .map(
                        test ->
                            new Taken(
                                test,
                                resolved.unknown().size(),
                                resolved.unknown().stream().limit(100).toList())));
  }

  private static void mustWait(Backtest test) {
    if (test.status() != Status.AWAITING_PAIRS) {
      throw IndexProblem.BACKTEST_HAS_PAIRS.problem();
    }
  }

  private record Numbered(String domain, String number) {
    /** Only where from: the number is personal data and must not reach a log. */
    @Override
    public String toString() {
      return "Numbered[" + domain + "]";
    }
  }

  private record Resolved(List<Judged.Labelled> pairs, List<Long> unknown) {}

  private Uni<Map<Numbered, Id>> found(List<Labels.Line> lines) {
    List<Numbered> wanted =
        lines.stream()
            .flatMap(
                l ->
                    Stream.of(
                        new Numbered(l.domain(), l.number()),
                        new Numbered(l.otherDomain(), l.otherNumber())))
            .distinct()
            .toList();
    Map<Numbered, Id> known = new HashMap<>();
    return Multi.createFrom()
        .iterable(parts(wanted))
        .onItem()
        .transformToUniAndConcatenate(
            part ->
                records
                    .idsOfNumbers(
                        database::query,
                        part.stream().map(Numbered::domain).toList(),
                        part.stream().map(Numbered::number).toList())
                    .invoke(
                        ids -> {
                          for (int i = 0; i < part.size(); i++) {
                            if (ids.get(i).isPresent()) {
                              known.put(part.get(i), ids.get(i).get());
                            }
                          }
                        }))
        .onItem()
        .ignoreAsUni()
        .replaceWith(known);
  }

  private static List<List<Numbered>> parts(List<Numbered> all) {
    List<List<Numbered>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      parts.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return parts;
  }

  private static Resolved resolved(List<Labels.Line> lines, Map<Numbered, Id> known) {
    List<Judged.Labelled> pairs = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    Map<Set<Id>, Boolean> said = new HashMap<>();
    for (Labels.Line line : lines) {
      Id one = known.get(new Numbered(line.domain(), line.number()));
      Id other = known.get(new Numbered(line.otherDomain(), line.otherNumber()));
      if (one == null || other == null || one.equals(other)) {
        unknown.add(line.line());
      } else if (isNew(said, Set.of(one, other), line)) {
        pairs.add(new Judged.Labelled(pairs.size() + 1, one, other, line.same()));
      }
    }
    return new Resolved(pairs, unknown);
  }

  /**
   * A pair counts once, whichever of the two comes first; what is said of it both ways is refused.
   */
  private static boolean isNew(Map<Set<Id>, Boolean> said, Set<Id> pair, Labels.Line line) {
    Boolean before = said.putIfAbsent(pair, line.same());
    if (before != null && before != line.same()) {
      throw IndexProblem.BACKTEST_INVALID.problem().at("/" + line.line(), "contradicts");
    }
    return before == null;
  }

  private Uni<Void> keep(SqlTx tx, Caller by, Id id, Resolved resolved) {
    return store
        .lock(tx, id)
        .invoke(test -> mustWait(test.orElseThrow(PlatformProblem.NOT_FOUND::problem)))
        .chain(() -> store.add(tx, id, resolved.pairs()))
        .chain(() -> store.run(tx, id, resolved.pairs().size()))
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(by, "backtest.pairs-given", id)
                        .with("pairs", resolved.pairs().size())));
  }

  /** The pairs that would be decided otherwise, as CSV with a header. */
  Uni<byte[]> changes(Id id) {
    return get(id)
        .invoke(
            test -> {
              if (test.status() != Status.DONE) {
                throw IndexProblem.BACKTEST_NOT_DONE.problem();
              }
            })
        .chain(
            test ->
                test.source() == Source.STORED
                    ? store
                        .otherwise(database::query, id)
                        .chain(changed -> OffLoop.compute(() -> csvOfStored(changed)))
                    : store
                        .changed(database::query, id)
                        .chain(changed -> OffLoop.compute(() -> csv(changed))));
  }

  /** Under the same header; nobody knows whether they are the same, and some have no score. */
  private static byte[] csvOfStored(List<Otherwise> changed) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Otherwise pair : changed) {
      text.append(pair.one())
          .append(',')
          .append(pair.other())
          .append(",,")
          .append(pair.before())
          .append(',')
          .append(pair.after())
          .append(',')
          .append(pair.scoreBefore().map(Backtests::bits).orElse(""))
          .append(',')
          .append(pair.scoreAfter().map(Backtests::bits).orElse(""))
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String bits(int thousandths) {
    return String.valueOf(thousandths / 1000.0);
  }

  private static byte[] csv(List<Judged> changed) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Judged pair : changed) {
      text.append(pair.record())
          .append(',')
          .append(pair.other())
          .append(',')
          .append(pair.same() ? "SAME" : "DIFFERENT")
          .append(',')
          .append(pair.before())
          .append(',')
          .append(pair.after())
          .append(',')
          .append(pair.scoreBefore() / 1000.0)
          .append(',')
          .append(pair.scoreAfter() / 1000.0)
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
