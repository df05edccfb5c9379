package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignment;

/** The steps by which rows were given back when a merge of persons was taken back. */
@ApplicationScoped
class GivingStore {
  private final Database database;
  private final Clock clock;

  GivingStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Uni<Void> insert(SqlTx tx, Id merge, Reassignment step) {
    return tx.write(
            """
            insert into person_merge_step
              (bucket, id, merge_id, record_id, from_holder, to_holder, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            step.id().bucket(),
            step.id().uuid(),
            merge.uuid(),
            step.recordId().uuid(),
            step.from().uuid(),
            step.to().uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The steps that stand, the last one first. */
  Uni<List<Reassignment>> standing(Id merge) {
    return database
        .query(
            """
            select * from person_merge_step
            where bucket = $1 and merge_id = $2 and undone_at is null order by id desc
            """,
            merge.bucket(),
            merge.uuid())
        .map(
            rows -> {
              List<Reassignment> steps = new ArrayList<>();
              rows.forEach(
                  row ->
                      steps.add(
                          new Reassignment(
                              new Id(IdType.MERGE, row.getUUID("id")),
                              new Id(IdType.RECORD, row.getUUID("record_id")),
                              new Id(IdType.RESIDENT, row.getUUID("from_holder")),
                              new Id(IdType.RESIDENT, row.getUUID("to_holder")),
                              "the merge of two persons stands again")));
              return steps;
            });
  }

  /** Marks a step as undone; false when it was already. */
  Uni<Boolean> undone(SqlTx tx, Id step) {
    return tx.write(
            """
            update person_merge_step set undone_at = $3
            where bucket = $1 and id = $2 and undone_at is null
            """,
            step.bucket(),
            step.uuid(),
            OffsetDateTime.now(clock))
        .map(n -> n == 1);
  }
}
