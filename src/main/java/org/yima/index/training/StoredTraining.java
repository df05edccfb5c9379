package org.yima.index.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.yima.access.StaffAccounts;
import org.yima.index.SourceRecord;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Weighing;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.matching.weight.ElementWeights;
import org.yima.index.matching.weight.Training;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.Records;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.WeightsRows;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.OwnerAudit;
import org.yima.platform.Role;

/** Trains weights on stored records and proposes them. Holds the records in memory meanwhile. */
@ApplicationScoped
class StoredTraining {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AT_ONCE = 1_000;

  /** Fewer hold some hundreds of true pairs at most, too few for an element's rarer levels. */
  private static final int LEAST = 10_000;

  /**
   * Of a part of the records only the square of that part of their pairs is left, so that many
   * records may hold hardly a pair of one person; a level that one in a hundred shows is then never
   * seen.
   */
  private static final int LEAST_PAIRS = 2_000;

  /** More than these in memory tell no more of the weights. */
  private static final int MOST = 2_000_000;

  private static final int RANDOM_PAIRS = 4_000_000;
  private static final long PAIRS_PER_KEY = 2_000_000;

  /**
   * What pairs taken by chance cannot show: two people with one number. Its weights stay those that
   * are in use.
   */
  private static final String KNOWN = "document";

  private final Flyway flyway;
  private final Database database;
  private final Records records;
  private final ReevaluationRows pages;
  private final ActiveWeighing weighing;
  private final StaffAccounts accounts;
  private final OwnerAudit audit;
  private final Clock clock;

  /** Ids of records, in an order that stays. */
  @FunctionalInterface
  interface Pages {
    /** Those after the last one, from the first at the beginning; none at the end. */
    List<Id> after(Optional<Id> last, int limit);
  }

  StoredTraining(
      Flyway flyway,
      Database database,
      Records records,
      ReevaluationRows pages,
      ActiveWeighing weighing,
      StaffAccounts accounts,
      OwnerAudit audit,
      Clock clock) {
    this.flyway = flyway;
    this.database = database;
    this.records = records;
    this.pages = pages;
    this.weighing = weighing;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Trains and proposes. Takes as long as it takes: not for an event loop.
   *
   * @param version a name that no version has
   * @param by the login of the operator who answers for it
   * @param most records that are read
   * @throws IllegalStateException when nothing is proposed: the name is taken, nobody answers for
   *     it, or too few records are stored or asked for, or too few of one person among them
   */
  Trained propose(String version, String by, int most) {
    if (most > MOST) {
      throw new IllegalStateException(
          "yima.index.training.records is %d; more than %d are not held in memory"
              .formatted(most, MOST));
    }
    return propose(version, by, this::stored, new Bounds(LEAST, LEAST_PAIRS, most));
  }

  /** By the bucket of their ids, which are drawn: those of a few buckets are evenly of all. */
  private List<Id> stored(Optional<Id> last, int limit) {
    return pages.next(database::query, last, limit).await().atMost(PATIENCE);
  }

  /**
   * How much is trained on.
   *
   * @param least records
   * @param pairs of one person, as estimated, at least
   * @param most records
   */
  record Bounds(int least, int pairs, int most) {}

  /** As {@link #propose(String, String, int)}, on some records alone. */
  Trained propose(String version, String by, Pages of, Bounds bounds) {
    if (version.isBlank() || version.length() > 100) {
      throw new IllegalStateException(
          "yima.index.training.version must have at most 100 characters, and some");
    }
    StaffAccounts.Member operator = operator(by);
    Weighing inUse = weighing.current(database::query).await().atMost(PATIENCE);
    if (weighing.named(database::query, version).await().atMost(PATIENCE).isPresent()) {
      throw new IllegalStateException("a version " + version + " exists already");
    }
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Read read = read(of, bounds);
      Trained trained = trained(inUse, version, read, Workers.on(pool));
      mustHoldPairs(trained, bounds);
      keep(trained, operator);
      return trained;
    } finally {
      pool.shutdownNow();
    }
  }

  private StaffAccounts.Member operator(String login) {
    return accounts
        .find(login)
        .await()
        .atMost(PATIENCE)
        .filter(member -> member.role() == Role.OPERATOR)
        .orElseThrow(
            () -> new IllegalStateException("yima.index.training.by is no operator's login"));
  }

  /** Records in the order of their pages, so that the same are trained on alike again. */
  private record Read(List<SourceRecord> records, int unreadable) {}

  private static void mustHoldPairs(Trained trained, Bounds bounds) {
    if (trained.training().matches() < bounds.pairs()) {
      throw new IllegalStateException(
          "%d records hold some %.0f pairs of one person, too few to train on; %d are needed"
              .formatted(trained.records(), trained.training().matches(), bounds.pairs()));
    }
  }

  private Read read(Pages of, Bounds bounds) {
    List<SourceRecord> read = new ArrayList<>();
    int unreadable = 0;
    Optional<Id> last = Optional.empty();
    while (read.size() < bounds.most()) {
      List<Id> page = of.after(last, Math.min(AT_ONCE, bounds.most() - read.size()));
      if (page.isEmpty()) {
        break;
      }
      Records.Opened opened = records.readable(database::query, page).await().atMost(PATIENCE);
      Map<Id, SourceRecord> compared = new HashMap<>();
      opened.records().forEach(record -> compared.put(record.id(), record.compared()));
      page.stream().map(compared::get).filter(Objects::nonNull).forEach(read::add);
      unreadable += opened.unreadable().size();
      last = Optional.of(page.get(page.size() - 1));
    }
    if (read.size() < bounds.least()) {
      throw new IllegalStateException(
          "%d records are too few to train on; %d are needed"
              .formatted(read.size(), bounds.least()));
    }
    return new Read(read, unreadable);
  }

  private Trained trained(Weighing inUse, String version, Read read, Workers workers) {
    long size = read.records().size();
    Table table = inUse.beside(read.records(), workers);
    int defaults =
        DefaultValues.exclude(table, City.suspects(table)) + City.forgetPhonesOfWards(table);
    Blocks blocks = Blocks.of(table, inUse.schema().keys(), workers);
    Training training =
        Training.of(
            inUse.schema(),
            table,
            blocks,
            new Training.Plan(
                version,
                inUse.weights().thresholds(),
                (int) Math.min(RANDOM_PAIRS, size * size / 2),
                PAIRS_PER_KEY,
                1));
    Weights weights = withKnown(training.weights(), inUse.weights());
    weights.mustAddUp();
    return new Trained(weights, (int) size, read.unreadable(), defaults, training);
  }

  private static Weights withKnown(Weights trained, Weights inUse) {
    List<ElementWeights> elements = new ArrayList<>();
    for (ElementWeights own : trained.elements()) {
      elements.add(own.element().equals(KNOWN) ? of(inUse, KNOWN) : own);
    }
    return new Weights(
        trained.version(), trained.schema(), trained.prior(), trained.thresholds(), elements);
  }

  private static ElementWeights of(Weights weights, String element) {
    return weights.elements().stream()
        .filter(e -> e.element().equals(element))
        .findFirst()
        .orElseThrow();
  }

  private void keep(Trained trained, StaffAccounts.Member by) {
    String version = trained.weights().version();
    try (Connection owner = flyway.getConfiguration().getDataSource().getConnection();
        PreparedStatement row =
            owner.prepareStatement(WeightsRows.PROPOSE.replaceAll("\\$\\d", "?"))) {
      owner.setAutoCommit(false);
      row.setInt(1, WeightsRows.bucket(version));
      row.setString(2, version);
      row.setString(3, trained.weights().text());
      row.setString(4, by.id().toString());
      row.setString(5, trained.summary());
      row.setObject(6, OffsetDateTime.now(clock));
      if (row.executeUpdate() == 0) {
        throw new IllegalStateException("a version " + version + " exists already");
      }
      audit.write(
          owner,
          by.login(),
          AuditEntry.of(
                  new Caller(Role.OPERATOR, Optional.empty(), Optional.empty(), Optional.empty()),
                  "weights.proposed",
                  by.id())
              .with("version", version)
              .with("records", trained.records())
              .with("atRest", trained.isAtRest()));
      owner.commit();
    } catch (SQLException refused) {
      throw new IllegalStateException(
          "the database refused the proposal: " + refused.getSQLState(), refused);
    }
  }
}
