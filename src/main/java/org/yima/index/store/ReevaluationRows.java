package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** How far the index has been weighed anew under versions of the weights, and what that moved. */
@ApplicationScoped
public class ReevaluationRows {
  private static final String PURPOSE = "index-weights:";

  /** Whoever moves records because of a version. */
  private static final String ACTOR = "weights:";

  private final Ids ids;
  private final Clock clock;

  ReevaluationRows(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Where it stands. */
  @Schema(name = "WeightsReevaluationStatus")
  public enum Status {
    RUNNING,
    DONE,
    /** Another version came into use before it was done. */
    SUPERSEDED
  }

  /**
   * A re-evaluation.
   *
   * @param engine by which all is compared; empty of a time that named none
   * @param last the record up to which it has come
   * @param records how many have been weighed anew
   * @param moved steps of records to other persons
   * @param linked pairs that link and did not before
   * @param unlinked pairs that linked before and do not
   * @param skipped records that do not read, and stay as they were weighed before
   */
  public record Reevaluation(
      String version,
      Optional<String> engine,
      Status status,
      Optional<Id> last,
      int records,
      int moved,
      int linked,
      int unlinked,
      int skipped,
      OffsetDateTime startedAt,
      Optional<OffsetDateTime> doneAt) {}

  /** A record that went to another person. */
  public record Moved(Id recordId, int step, Id from, Id to, OffsetDateTime at) {}

  /** The bucket of a version's row. */
  public static int bucket(String version) {
    return Bucket.ofKey(PURPOSE + version);
  }

  /** Who moves records under this version, as the history names it. */
  public static String actor(String version) {
    return ACTOR + version;
  }

  public Uni<Optional<Reevaluation>> find(Statements db, String version) {
    return db.query(
            "select * from index_reevaluation where bucket = $1 and version = $2",
            bucket(version),
            version)
        .map(rows -> Records.stream(rows).stream().findFirst().map(ReevaluationRows::of));
  }

  /** The one that was begun last. */
  public Uni<Optional<Reevaluation>> newest(Statements db) {
    return db.query("select * from index_reevaluation order by started_at desc, version limit 1")
        .map(rows -> Records.stream(rows).stream().findFirst().map(ReevaluationRows::of));
  }

  /**
   * Begins one, and ends whatever runs for another version; one that was ended so begins anew.
   *
   * @param engine by which all is compared
   * @param done whether there is nothing to do
   */
  public Uni<Void> begin(SqlTx tx, String version, String engine, boolean done) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.write(
            """
            update index_reevaluation set status = 'SUPERSEDED'
            where status = 'RUNNING' and version <> $1
            """,
            version)
        .chain(
            () ->
                tx.write(
                    """
                    insert into index_reevaluation
                      (bucket, version, status, records, moved, linked, unlinked, started_at,
                       done_at, engine)
                    values ($1, $2, $3, 0, 0, 0, 0, $4, $5, $6)
                    on conflict (bucket, version) do update
                      set status = excluded.status, last_id = null, records = 0, moved = 0,
                          linked = 0, unlinked = 0, skipped = 0, waits_for = null,
                          started_at = excluded.started_at,
                          done_at = excluded.done_at, engine = excluded.engine
                    """,
                    bucket(version),
                    version,
                    (done ? Status.DONE : Status.RUNNING).name(),
                    now,
                    done ? now : null,
                    engine))
        .replaceWithVoid();
  }

  /**
   * Notes that what records stand beside is not what it was, and nobody knows of which: once more
   * all is to be gone through, when what runs has come to its end. Nobody waits for anybody.
   */
  Uni<Void> beginAgain(SqlTx tx) {
    Id noted = ids.founding(IdType.EVENT);
    return tx.write(
            "insert into index_freed (bucket, id) values ($1, $2)", noted.bucket(), noted.uuid())
        .replaceWithVoid();
  }

  /** As above of these records alone, which are decided on again soon. */
  Uni<Void> decideAgain(SqlTx tx, Collection<Id> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Id> notes = records.stream().map(record -> ids.founding(IdType.EVENT)).toList();
    return tx.write(
            """
            insert into index_freed (bucket, id, record_id)
            select * from unnest($1::int[], $2::uuid[], $3::uuid[])
            """,
            buckets(notes),
            uuids(notes),
            uuids(records))
        .replaceWithVoid();
  }

  /** That one record is to be decided on again. */
  public record Note(Id id, Id recordId) {}

  /** Some of the records that were noted. */
  public Uni<List<Note>> noted(Statements db, int limit) {
    return db.query(
            """
            select id, record_id from index_freed where record_id is not null
            order by bucket, id limit $1
            """,
            limit)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Note(
                                new Id(IdType.EVENT, row.getUUID("id")),
                                new Id(IdType.RECORD, row.getUUID("record_id"))))
                    .toList());
  }

  /** Forgets notes, and counts what came of them beside what a version has gone through. */
  public Uni<Void> decided(SqlTx tx, List<Note> notes, String version, Step step) {
    List<Id> noted = notes.stream().map(Note::id).toList();
    return tx.write(
            """
            delete from index_freed f using unnest($1::int[], $2::uuid[]) as w (bucket, id)
            where f.bucket = w.bucket and f.id = w.id
            """,
            buckets(noted),
            uuids(noted))
        .chain(
            () ->
                tx.write(
                    """
                    update index_reevaluation
                    set records = records + $3, moved = moved + $4, linked = linked + $5,
                        unlinked = unlinked + $6, skipped = skipped + $7
                    where bucket = $1 and version = $2
                    """,
                    bucket(version),
                    version,
                    step.records(),
                    step.moved(),
                    step.linked(),
                    step.unlinked(),
                    step.skipped()))
        .replaceWithVoid();
  }

  private static Integer[] buckets(Collection<Id> ids) {
    return ids.stream().map(Id::bucket).toArray(Integer[]::new);
  }

  private static UUID[] uuids(Collection<Id> ids) {
    return ids.stream().map(Id::uuid).toArray(UUID[]::new);
  }

  /**
   * Lets the newest, which is done, begin again where that was noted since; what it has counted
   * stays counted.
   */
  public Uni<Void> again(SqlTx tx) {
    return tx.query("delete from index_freed where record_id is null returning id")
        .chain(
            noted ->
                noted.rowCount() == 0
                    ? Uni.createFrom().voidItem()
                    : tx.write(
                            """
                            update index_reevaluation
                            set status = 'RUNNING', last_id = null, waits_for = null,
                                started_at = $1, done_at = null
                            where status = 'DONE' and (bucket, version) = (
                              select bucket, version from index_reevaluation
                              order by started_at desc, version limit 1)
                            """,
                            OffsetDateTime.now(clock))
                        .replaceWithVoid());
  }

  /**
   * Notes, once it is known to all that it runs, behind which transaction it follows: older ones
   * may still put records by the version before, where it has been already.
   */
  public Uni<Void> follow(SqlTx tx) {
    return tx.write(
            """
            update index_reevaluation set waits_for = pg_current_xact_id()
            where status = 'RUNNING' and waits_for is null
            """)
        .replaceWithVoid();
  }

  /** Whether all that had begun to write before it runs has ended. */
  public Uni<Boolean> mayGoOn(Statements db, Reevaluation running) {
    return db.query(
            """
            select 1 from index_reevaluation
            where bucket = $1 and version = $2
              and waits_for < pg_snapshot_xmin(pg_current_snapshot())
            """,
            bucket(running.version()),
            running.version())
        .map(rows -> rows.size() > 0);
  }

  /** Whether there is any record to be weighed. */
  public Uni<Boolean> isEmpty(Statements db) {
    return db.query("select 1 from index_record limit 1").map(rows -> rows.size() == 0);
  }

  /** The records after one, in order, that stand in blocks. */
  public Uni<List<Id>> next(Statements db, Optional<Id> after, int limit) {
    return db.query(
            """
            select id as record_id from index_record
            where blocks is not null and status <> 'WITHDRAWN'
              and ($1::int is null or (bucket, id) > ($1, $2::uuid))
            order by bucket, id limit $3
            """,
            after.map(Id::bucket).orElse(null),
            after.map(Id::uuid).orElse(null),
            limit)
        .map(Records::recordIds);
  }

  /**
   * What a step came to.
   *
   * @param skipped records that do not read, and stay as they were weighed before
   */
  public record Step(int records, int moved, int linked, int unlinked, int skipped) {}

  /** Notes how far it is, unless it has begun again meanwhile. */
  public Uni<Void> advance(SqlTx tx, Reevaluation from, Id last, Step step) {
    return tx.write(
            """
            update index_reevaluation
            set last_id = $4, records = records + $5, moved = moved + $6, linked = linked + $7,
                unlinked = unlinked + $8, skipped = skipped + $9
            where bucket = $1 and version = $2 and status = 'RUNNING'
              and last_id is not distinct from $3::uuid and started_at = $10
            """,
            bucket(from.version()),
            from.version(),
            from.last().map(Id::uuid).orElse(null),
            last.uuid(),
            step.records(),
            step.moved(),
            step.linked(),
            step.unlinked(),
            step.skipped(),
            from.startedAt())
        .replaceWithVoid();
  }

  /**
   * Notes that nothing is left, unless it has begun again meanwhile. All that want a full block
   * then stand in it, save where it takes in no more, or may have lost some since: those that stay
   * incomplete. So does one that somebody changes just now, whom nobody waits for.
   */
  public Uni<Void> finish(SqlTx tx, Reevaluation from) {
    return tx.write(
            """
            update index_reevaluation set status = 'DONE', done_at = $4
            where bucket = $1 and version = $2 and status = 'RUNNING'
              and last_id is not distinct from $3::uuid and started_at = $5
            """,
            bucket(from.version()),
            from.version(),
            from.last().map(Id::uuid).orElse(null),
            OffsetDateTime.now(clock),
            from.startedAt())
        .chain(
            ended ->
                ended == 0
                    ? Uni.createFrom().voidItem()
                    : tx.write(
                            """
                            update index_block k set incomplete = false
                            from (
                              select bucket, key from index_block
                              where is_full and incomplete and members <= $1
                              for update skip locked) as known
                            where k.bucket = known.bucket and k.key = known.key
                            """,
                            Block.KEPT / 2)
                        .replaceWithVoid());
  }

  /** The last step of each record that was moved under a version, after one of them. */
  public Uni<List<Moved>> moved(Statements db, String version, Optional<Id> after, int limit) {
    return db.query(
            """
            select distinct on (record_id) record_id, step, from_person, to_person, at
            from index_link
            where actor = $1 and actor like 'weights:%'
              and from_person is not null and ($2::uuid is null or record_id > $2)
            order by record_id, step desc limit $3
            """,
            actor(version), after.map(Id::uuid).orElse(null), limit)
        .map(rows -> Records.stream(rows).stream().map(ReevaluationRows::moved).toList());
  }

  private static Moved moved(Row row) {
    return new Moved(
        new Id(IdType.RECORD, row.getUUID("record_id")),
        row.getInteger("step"),
        new Id(IdType.PERSON, row.getUUID("from_person")),
        new Id(IdType.PERSON, row.getUUID("to_person")),
        row.getOffsetDateTime("at"));
  }

  private static Reevaluation of(Row row) {
    UUID last = row.getUUID("last_id");
    return new Reevaluation(
        row.getString("version"),
        Optional.ofNullable(row.getString("engine")),
        Status.valueOf(row.getString("status")),
        Optional.ofNullable(last).map(id -> new Id(IdType.RECORD, id)),
        row.getInteger("records"),
        row.getInteger("moved"),
        row.getInteger("linked"),
        row.getInteger("unlinked"),
        row.getInteger("skipped"),
        row.getOffsetDateTime("started_at"),
        Optional.ofNullable(row.getOffsetDateTime("done_at")));
  }
}
