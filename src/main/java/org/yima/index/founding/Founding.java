package org.yima.index.founding;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.yima.index.SourceRecord;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Census;
import org.yima.index.living.Keying;
import org.yima.index.living.Weighing;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Doubts;
import org.yima.index.store.Sealed;
import org.yima.institution.Institutions;
import org.yima.platform.AuditEntry;
import org.yima.platform.Bucket;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.OwnerAudit;
import org.yima.platform.Role;

/**
 * Loads the extracts of a directory into an empty index, in one transaction of the schema's owner:
 * whatever interrupts it, the index is empty as before. While the database takes one table in, the
 * next is worked out.
 */
@ApplicationScoped
class Founding {
  /** Who moves records when the machine does, as when they are put. */
  private static final String MACHINE = "rule:weights";

  private static final Logger LOG = Logger.getLogger(Founding.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BUCKETS_AT_ONCE = 32;

  private final Flyway flyway;
  private final Database database;
  private final ActiveWeighing weighing;
  private final Keying keying;
  private final Institutions institutions;
  private final Sealed sealed;
  private final Doubts doubts;
  private final OwnerAudit audit;
  private final Ids ids;
  private final Clock clock;

  Founding(
      Flyway flyway,
      Database database,
      ActiveWeighing weighing,
      Keying keying,
      Institutions institutions,
      Sealed sealed,
      Doubts doubts,
      OwnerAudit audit,
      Ids ids,
      Clock clock) {
    this.flyway = flyway;
    this.database = database;
    this.weighing = weighing;
    this.keying = keying;
    this.institutions = institutions;
    this.sealed = sealed;
    this.doubts = doubts;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Loads everything and commits it, unless asked not to. Takes as long as it takes: not for an
   * event loop.
   *
   * @throws IllegalStateException when nothing is loaded: the index is not empty, or what was asked
   *     can't be done
   */
  Founded load(Asked asked) {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    ExecutorService copying = Executors.newSingleThreadExecutor();
    try (Findings findings = Findings.to(asked.findings())) {
      Connection owner = flyway.getConfiguration().getDataSource().getConnection();
      try {
        owner.setAutoCommit(false);
        return new Load(owner, asked, findings, workers, copying).run();
      } finally {
        // What was not committed ends with the connection; what was does not fail any more.
        close(owner);
      }
    } catch (SQLException refused) {
      throw new IllegalStateException(
          "the database refused the load: " + refused.getSQLState(), refused);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("the findings could not be written", unwritable);
    } finally {
      workers.shutdownNow();
      copying.shutdownNow();
    }
  }

  private static void close(Connection owner) {
    try (owner) {
      if (!owner.getAutoCommit()) {
        owner.rollback();
      }
    } catch (SQLException ended) {
      LOG.warn("the connection of the load did not end well", ended);
    }
  }

  /** Lets the planner know what was loaded; without it the database will find out by itself. */
  void analyse() {
    try (Connection owner = flyway.getConfiguration().getDataSource().getConnection()) {
      Bared.analyse(owner);
    } catch (SQLException failed) {
      LOG.warn("the load is committed, its tables could not be analysed", failed);
    }
  }

  /** One load. */
  private final class Load {
    private final Connection owner;
    private final Asked asked;
    private final Findings findings;
    private final ExecutorService pool;
    private final ExecutorService copying;
    private final Workers workers;
    private final OffsetDateTime now = OffsetDateTime.now(clock);
    private final Roll roll = new Roll(ids);
    private final List<Founded.Phase> phases = new ArrayList<>();
    private long begun = System.nanoTime();

    Load(
        Connection owner,
        Asked asked,
        Findings findings,
        ExecutorService pool,
        ExecutorService copying) {
      this.owner = owner;
      this.asked = asked;
      this.findings = findings;
      this.pool = pool;
      this.copying = copying;
      workers = Workers.on(pool);
    }

    Founded run() throws SQLException {
      Bared bared = Bared.of(owner);
      // Read under the locks: these stay in use until what is loaded by them is there.
      Weighing by = weighing.current(database::query).await().atMost(PATIENCE);
      Census census = new Census(by, keying);
      Copier copier = new Copier(owner, pool);
      Extracts extracts = new Extracts(asked);
      Intake intake = new Intake(sealed, census, roll, findings, pool);
      List<Extracts.Read> files = extracts.read(intake::take);
      intake.finish();
      mustBeInstitutions(intake.domains());
      done("read and normalise");
      BlockRoll blocks = BlockRoll.of(census, workers);
      done("hash blocks");
      CompletableFuture<Void> stored = inBackground(() -> store(copier, blocks));
      Census.Settling settling = census.settling(census.look(workers));
      done("score");
      Persons settled = new Persons(census, roll, ids, doubts, now);
      settled.settle(settling, workers);
      done("group");
      join(stored);
      done("copy blocks, the rest");
      store(copier, new RecordRows(census, roll, blocks, settled, sealed, MACHINE, now), settled);
      bared.restore();
      done("build indexes");
      Weighed.by(census.weights(), owner, now);
      List<String> passedOver = extracts.passedOver();
      audit.write(owner, asked.by(), line(files, passedOver, intake, settled, census.weights()));
      commit();
      done("commit");
      return new Founded(
          files,
          roll.size(),
          settled.persons(),
          settled.links(),
          settled.questions(),
          copier.sent(),
          intake.rejected(),
          intake.documentsDropped(),
          asked.dryRun(),
          passedOver,
          List.copyOf(phases));
    }

    private void commit() throws SQLException {
      if (asked.dryRun()) {
        owner.rollback();
        return;
      }
      try {
        owner.commit();
      } catch (SQLException broken) {
        throw new IllegalStateException(
            "the connection broke while the load was committed; the index tells whether it was: it"
                + " is empty, or holds everything",
            broken);
      }
    }

    private void mustBeInstitutions(Map<String, Intake.Origin> domains) {
      Set<String> known =
          database
              .tx(tx -> institutions.ofDomains(tx, domains.keySet()))
              .await()
              .atMost(PATIENCE)
              .keySet();
      List<String> unknown =
          domains.entrySet().stream()
              .filter(
                  named ->
                      named.getKey().equals(SourceRecord.YIMA) || !known.contains(named.getKey()))
              .map(named -> named.getKey() + " (" + named.getValue() + ")")
              .toList();
      if (!unknown.isEmpty()) {
        throw new IllegalStateException(
            "no hospital assigns patient numbers in the domain " + String.join(", ", unknown));
      }
    }

    private void done(String phase) {
      long end = System.nanoTime();
      phases.add(new Founded.Phase(phase, Duration.ofNanos(end - begun)));
      begun = end;
    }

    private void store(Copier copier, BlockRoll blocks) throws SQLException {
      int parts = Bucket.COUNT / BUCKETS_AT_ONCE;
      copier.fill(
          "index_block (bucket, key, kind, members, is_full)",
          parts,
          part -> blocks.blocks(part * BUCKETS_AT_ONCE, (part + 1) * BUCKETS_AT_ONCE));
      copier.fill(
          "index_block_record (bucket, key, record_id)",
          parts,
          part -> blocks.members(part * BUCKETS_AT_ONCE, (part + 1) * BUCKETS_AT_ONCE, roll));
    }

    private void store(Copier copier, RecordRows rows, Persons settled) throws SQLException {
      fill(copier, RecordRows.RECORDS, rows, rows::record);
      done("copy records");
      fill(copier, RecordRows.VERSIONS, rows, rows::version);
      done("copy versions");
      fill(copier, RecordRows.STEPS, rows, rows::step);
      fill(copier, RecordRows.SCORES, rows, rows::score);
      fill(copier, RecordRows.MEMBERS, rows, rows::member);
      fill(copier, "index_person (bucket, id, created_at)", settled.founded());
      fill(
          copier,
          "index_edge (bucket, record_id, other_id, by_document, score, weights)",
          settled.edges());
      fill(copier, "index_barred (bucket, record_id, other_id)", settled.barred());
      fill(
          copier,
          "index_match (bucket, id, record_id, other_id, kind, differs, status, version, created_at,"
              + " rule, score, weights, explanation)",
          settled.asked());
      done("copy persons and links");
      fill(copier, RecordRows.PATIENTS, rows, rows::patient);
      fill(copier, RecordRows.BY_PATIENT, rows, rows::byPatient);
      done("copy patient numbers");
    }

    private void fill(Copier copier, String table, RecordRows rows, RecordRows.One one)
        throws SQLException {
      copier.fill(table, rows.parts(), part -> rows.part(part, one));
    }

    private void fill(Copier copier, String table, List<CopyRows> parts) throws SQLException {
      copier.fill(table, parts.size(), parts::get);
    }

    private CompletableFuture<Void> inBackground(Sql work) {
      return CompletableFuture.runAsync(
          () -> {
            try {
              work.run();
            } catch (SQLException refused) {
              throw new CompletionException(refused);
            }
          },
          copying);
    }

    private void join(CompletableFuture<Void> work) throws SQLException {
      try {
        work.join();
      } catch (CompletionException failed) {
        if (failed.getCause() instanceof SQLException refused) {
          throw refused;
        }
        throw failed;
      }
    }

    private AuditEntry line(
        List<Extracts.Read> files,
        List<String> passedOver,
        Intake intake,
        Persons settled,
        String weights) {
      JsonArray read = new JsonArray();
      files.forEach(
          file ->
              read.add(
                  new JsonObject()
                      .put("file", file.file())
                      .put("sha256", file.sha256())
                      .put("rows", file.rows())));
      return AuditEntry.of(
              new Caller(Role.OPERATOR, Optional.empty(), Optional.empty(), Optional.empty()),
              "index.founded",
              ids.founding(IdType.FOUNDING))
          .with("files", read)
          .with("passedOver", passedOver.size())
          .with("records", roll.size())
          .with("persons", settled.persons())
          .with("links", settled.links())
          .with("doubts", settled.questions())
          .with("rejected", intake.rejected().values().stream().mapToInt(n -> n).sum())
          .with("weights", weights);
    }
  }

  private interface Sql {
    void run() throws SQLException;
  }
}
