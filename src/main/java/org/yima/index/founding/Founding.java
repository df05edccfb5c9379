package org.yima.index.founding;

import io.quarkus.arc.ClientProxy;
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
import org.yima.platform.BlindIndex;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.OwnerAudit;
import org.yima.platform.Role;
import org.yima.platform.Vault;

/**
 * Loads the extracts of a directory into an empty index, in one transaction of the schema's owner:
 * whatever interrupts it, the index is empty as before. What is known first is stored and indexed
 * while the rest is worked out.
 */
@ApplicationScoped
class Founding {
  /** Who moves records when the machine does, as when they are put. */
  private static final String MACHINE = "rule:weights";

  private static final Logger LOG = Logger.getLogger(Founding.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Flyway flyway;
  private final Database database;
  private final ActiveWeighing weighing;
  private final Keying keying;
  private final Institutions institutions;

  /** Not by way of the container, which looks at every call whose turn it is. */
  private final Sealed sealed;

  private final Doubts doubts;
  private final OwnerAudit audit;
  private final Ids ids;
  private final Clock clock;

  Founding(
      Flyway flyway,
      Database database,
      ActiveWeighing weighing,
      Vault vault,
      BlindIndex index,
      Institutions institutions,
      Doubts doubts,
      OwnerAudit audit,
      Ids ids,
      Clock clock) {
    this.flyway = flyway;
    this.database = database;
    this.weighing = weighing;
    BlindIndex hashing = ClientProxy.unwrap(index);
    sealed = new Sealed(ClientProxy.unwrap(vault), hashing);
    keying = new Keying(sealed, hashing);
    this.institutions = institutions;
    this.doubts = doubts;
    this.audit = audit;
    this.ids = ClientProxy.unwrap(ids);
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
    mustHold(asked);
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    ExecutorService copying = Executors.newSingleThreadExecutor();
    // Of their own, so that rows need not queue behind all pairs that are still to be scored.
    ExecutorService making = Executors.newFixedThreadPool(threads);
    try (Findings findings = Findings.to(asked.findings());
        Waiting waiting = new Waiting()) {
      Connection owner = flyway.getConfiguration().getDataSource().getConnection();
      try {
        owner.setAutoCommit(false);
        return new Load(owner, asked, findings, waiting, workers, copying, making).run();
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
      making.shutdownNow();
    }
  }

  private static void mustHold(Asked asked) {
    try {
      Memory.mustHold(new Extracts(asked).files(), Runtime.getRuntime().maxMemory());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
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
    private final ExecutorService making;
    private final Workers workers;
    private final OffsetDateTime now = OffsetDateTime.now(clock);
    private final Roll roll = new Roll();
    private final Waiting waiting;
    private final List<Founded.Phase> phases = new ArrayList<>();
    private long begun = System.nanoTime();

    Load(
        Connection owner,
        Asked asked,
        Findings findings,
        Waiting waiting,
        ExecutorService pool,
        ExecutorService copying,
        ExecutorService making) {
      this.owner = owner;
      this.making = making;
      this.waiting = waiting;
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
      Copier copier = new Copier(owner, making);
      Extracts extracts = new Extracts(asked);
      Intake intake = new Intake(sealed, ids, now, census, roll, waiting, findings, pool, making);
      List<Extracts.Read> files = extracts.read(intake::take);
      intake.finish();
      mustBeInstitutions(intake.domains());
      int suspects = intake.suspect(census.suspects());
      done("read and normalise");
      CompletableFuture<Void> stored = inBackground(() -> storePatients(copier, bared));
      BlockRoll blocks = BlockRoll.of(census, workers);
      stored = stored.thenCompose(done -> inBackground(() -> store(copier, bared, blocks)));
      done("hash blocks");
      Census.Settling settling = census.settling(census.look(workers));
      done("score");
      Persons settled = new Persons(census, roll, ids, doubts, now, waiting);
      settled.begin(settling, pool);
      RecordRows rows =
          new RecordRows(roll, blocks, settled, waiting.records, intake.firsts(), MACHINE, now);
      stored = stored.thenCompose(done -> inBackground(() -> storeRecords(copier, bared, rows)));
      settled.finish();
      done("group");
      join(stored);
      done("store patient numbers, blocks and records, the rest");
      store(copier, rows);
      bared.restore();
      done("build the last indexes and keys");
      Weighed.by(census.weights(), census.engine(), owner, now);
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
          suspects,
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

    private void storePatients(Copier copier, Bared bared) throws SQLException {
      copier.fill(SealedRows.PATIENTS, waiting.patients);
      bared.restore("index_patient");
      copier.fill(SealedRows.BY_PATIENT, waiting.byPatient);
      bared.restore("index_patient_record");
    }

    private void store(Copier copier, Bared bared, BlockRoll blocks) throws SQLException {
      copier.fill(
          "index_block (bucket, key, kind, members, is_full, incomplete, records)",
          blocks.parts(),
          part -> blocks.blocks(part, roll));
      copier.fill(
          "index_block_record (bucket, key, record_id)",
          blocks.furtherParts(),
          part -> blocks.further(part, roll));
      bared.restore("index_block", "index_block_record");
    }

    private void storeRecords(Copier copier, Bared bared, RecordRows rows) throws SQLException {
      copier.fill(SealedRows.RECORDS, waiting.records.parts(), rows::records);
      bared.restore("index_record");
    }

    private void store(Copier copier, RecordRows rows) throws SQLException {
      int[] byRecord = rows.byRecord();
      fill(copier, RecordRows.STEPS, rows, byRecord, rows::step);
      fill(copier, RecordRows.SCORES, rows, byRecord, rows::score);
      fill(copier, RecordRows.EDGES, rows, byRecord, rows::edges);
      fill(copier, RecordRows.MEMBERS, rows, rows.byPerson(), rows::member);
      copier.fill("index_person (bucket, id, created_at)", waiting.persons);
      copier.fill("index_barred (bucket, record_id, other_id)", waiting.barred);
      copier.fill(
          "index_match (bucket, id, record_id, other_id, kind, differs, status, version, created_at,"
              + " rule, score, weights, explanation)",
          waiting.asked);
      done("copy persons and links");
    }

    private void fill(Copier copier, String table, RecordRows rows, int[] order, RecordRows.One one)
        throws SQLException {
      copier.fill(table, rows.parts(), part -> rows.part(part, order, one));
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
