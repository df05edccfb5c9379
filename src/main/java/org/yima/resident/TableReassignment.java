package org.yima.resident;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * The usual way to reassign rows: change {@code resident_id}, nothing else, of exactly the rows
 * that arose under one record, and remember which they were. A room names its own tables to it.
 */
@ApplicationScoped
public class TableReassignment {
  private final Database database;
  private final Clock clock;

  TableReassignment(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A table with {@code bucket}, {@code resident_id} and {@code record_id}. Both names are the
   * room's own constants, never input.
   *
   * @param rowColumn the uuid column that, with bucket and resident, names one row
   */
  public record Table(String name, String rowColumn) {
    public Table {
      if (!name.matches("[a-z_]+") || !rowColumn.matches("[a-z_]+")) {
        throw new IllegalArgumentException("not a table's names");
      }
    }
  }

  /** The source records under which rows of the resident arose. */
  public Uni<Set<Id>> records(List<Table> tables, Id resident) {
    Set<Id> records = new HashSet<>();
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(
            table ->
                database
                    .query(
                        "select distinct record_id from "
                            + table.name()
                            + " where resident_id = $1",
                        resident.uuid())
                    .invoke(
                        rows ->
                            rows.forEach(
                                row ->
                                    records.add(new Id(IdType.RECORD, row.getUUID("record_id"))))))
        .onItem()
        .ignoreAsUni()
        .replaceWith(records);
  }

  /** How many rows of each table would move. */
  public Uni<Map<String, Long>> preview(List<Table> tables, Reassignment step) {
    Map<String, Long> counts = new LinkedHashMap<>();
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(
            table -> count(table, step).invoke(n -> counts.put(table.name(), n)))
        .onItem()
        .ignoreAsUni()
        .replaceWith(counts);
  }

  private Uni<Long> count(Table table, Reassignment step) {
    return database
        .query(
            "select count(*) from " + table.name() + " where record_id = $1 and resident_id = $2",
            step.recordId().uuid(),
            step.from().uuid())
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Moves the rows and remembers them. */
  public Uni<Void> apply(SqlTx tx, List<Table> tables, Reassignment step) {
    return each(tables, table -> apply(tx, table, step));
  }

  private Uni<RowSet<Row>> apply(SqlTx tx, Table table, Reassignment step) {
    return tx.query(
        """
        with moved as (
          update %s set resident_id = $1 where record_id = $2 and resident_id = $3
          returning bucket, %s as row)
        insert into reassignment (bucket, step, moved_table, moved_row, from_holder, to_holder, why,
                                  moved_at)
        select bucket, $4, $5, row, $3, $1, $6, $7 from moved
        on conflict (bucket, step, moved_table, moved_row) do nothing
        """
            .formatted(table.name(), table.rowColumn()),
        step.to().uuid(),
        step.recordId().uuid(),
        step.from().uuid(),
        step.id().uuid(),
        table.name(),
        step.why(),
        OffsetDateTime.now(clock));
  }

  /** Moves back exactly the rows that the step had moved. */
  public Uni<Void> undo(SqlTx tx, List<Table> tables, Reassignment step) {
    return each(tables, table -> undo(tx, table, step));
  }

  private static Uni<RowSet<Row>> undo(SqlTx tx, Table table, Reassignment step) {
    return tx.query(
        """
        update %s t set resident_id = $1
        from reassignment r
        where r.bucket = t.bucket and r.step = $2 and r.moved_table = $3 and r.moved_row = t.%s
          and t.resident_id = $4
        """
            .formatted(table.name(), table.rowColumn()),
        step.from().uuid(),
        step.id().uuid(),
        table.name(),
        step.to().uuid());
  }

  private static Uni<Void> each(
      List<Table> tables, java.util.function.Function<Table, Uni<RowSet<Row>>> statement) {
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(statement::apply)
        .onItem()
        .ignoreAsUni();
  }
}
