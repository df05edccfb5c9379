package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** The rows of merges and of the steps that carried them out. */
@ApplicationScoped
class MergeStore {
  private final Database database;
  private final Clock clock;

  MergeStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A step: the rows under one record moved. */
  record Step(Id id, Id recordId) {}

  Uni<Void> insert(SqlTx tx, Merge merge, Caller by) {
    return tx.write(
            """
            insert into resident_merge (bucket, id, from_holder, into_holder, status, actor, made_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            merge.id().bucket(),
            merge.id().uuid(),
            merge.from().uuid(),
            merge.into().uuid(),
            merge.status().name(),
            by.name(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  Uni<Optional<Merge>> find(Id id) {
    return database
        .query("select * from resident_merge where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> read(rows).stream().findFirst());
  }

  /** Those that are under way, and those made lately: a row may have arisen while they ran. */
  Uni<List<Merge>> due(Duration lately) {
    return database
        .query(
            """
            select * from resident_merge where status in ('MERGING', 'UNDOING')
            union
            select * from resident_merge where status = 'MERGED' and made_at > $1
            """,
            OffsetDateTime.now(clock).minus(lately))
        .map(MergeStore::read);
  }

  /** Moves a merge on; false when it was not in that state. */
  Uni<Boolean> move(SqlTx tx, Id id, MergeStatus from, MergeStatus to) {
    return tx.write(
            """
            update resident_merge set status = $3 where bucket = $1 and id = $2 and status = $4
            """,
            id.bucket(),
            id.uuid(),
            to.name(),
            from.name())
        .map(moved -> moved == 1);
  }

  Uni<Void> step(SqlTx tx, Id merge, Step step) {
    return tx.write(
            """
            insert into resident_merge_step (bucket, id, merge_id, record_id, at)
            values ($1, $2, $3, $4, $5)
            """,
            step.id().bucket(),
            step.id().uuid(),
            merge.uuid(),
            step.recordId().uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The steps of a merge, the last one first. */
  Uni<List<Step>> steps(Id merge) {
    return database
        .query(
            """
            select id, record_id from resident_merge_step where bucket = $1 and merge_id = $2
            order by id desc
            """,
            merge.bucket(),
            merge.uuid())
        .map(
            rows -> {
              List<Step> steps = new ArrayList<>();
              rows.forEach(
                  row ->
                      steps.add(
                          new Step(
                              new Id(IdType.MERGE, row.getUUID("id")),
                              new Id(IdType.RECORD, row.getUUID("record_id")))));
              return steps;
            });
  }

  private static List<Merge> read(RowSet<Row> rows) {
    List<Merge> merges = new ArrayList<>();
    rows.forEach(
        row ->
            merges.add(
                new Merge(
                    new Id(IdType.MERGE, row.getUUID("id")),
                    new Id(IdType.RESIDENT, row.getUUID("from_holder")),
                    new Id(IdType.RESIDENT, row.getUUID("into_holder")),
                    MergeStatus.valueOf(row.getString("status")))));
    return merges;
  }
}
