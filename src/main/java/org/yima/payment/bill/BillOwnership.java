package org.yima.payment.bill;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.yima.platform.Database;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/**
 * Gives bills back to whom the record belongs under which they arose. A payment stays with who made
 * it, and a settled insurance payment never moves: it names the person whom the bureau settled.
 */
@ApplicationScoped
class BillOwnership implements Reassignable {
  private static final String BILL = "bill";

  private final Database database;
  private final Clock clock;

  BillOwnership(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Set<String> tables() {
    return Set.of(BILL);
  }

  @Override
  public Uni<Map<String, Long>> preview(Reassignment step) {
    return database
        .query(
            "select count(*) as n from bill where record_id = $1 and resident_id = $2",
            step.recordId().uuid(),
            step.from().uuid())
        .map(rows -> Map.of(BILL, rows.iterator().next().getLong("n")));
  }

  @Override
  public Uni<Void> apply(SqlTx tx, Reassignment step) {
    return tx.query("select 1 from bill_owner where step_id = $1 limit 1", step.id().uuid())
        .chain(
            known ->
                known.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : tx.write(
                            APPLY,
                            step.id().uuid(),
                            step.recordId().uuid(),
                            step.from().uuid(),
                            step.to().uuid(),
                            step.why(),
                            OffsetDateTime.now(clock))
                        .replaceWithVoid());
  }

  private static final String APPLY =
      """
      with moved as (
        update bill set resident_id = $4 where record_id = $2 and resident_id = $3
        returning bucket, id)
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, $1, 'APPLY', $3, $4, $5, $6 from moved
      """;

  @Override
  public Uni<Void> undo(SqlTx tx, Reassignment step) {
    return tx.write(UNDO, step.id().uuid(), step.why(), OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static final String UNDO =
      """
      with back as (
        update bill b set resident_id = o.from_resident
        from bill_owner o
        where o.step_id = $1 and o.direction = 'APPLY' and b.bucket = o.bucket
          and b.id = o.bill_id and b.resident_id = o.to_resident
          and not exists (select 1 from bill_owner u where u.bucket = o.bucket
            and u.bill_id = o.bill_id and u.step_id = $1 and u.direction = 'UNDO')
        returning b.bucket, b.id, o.from_resident, o.to_resident)
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, $1, 'UNDO', to_resident, from_resident, $2, $3 from back
      """;
}
