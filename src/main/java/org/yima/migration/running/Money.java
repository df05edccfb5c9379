package org.yima.migration.running;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.Put;
import org.yima.migration.cleaning.Balance;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.plan.Migration;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** What a hospital owes the owners of its cards, row by row, and the running totals of a task. */
@ApplicationScoped
public class Money {
  /** The kind under which rows are counted whose money could not be read. */
  public static final String UNREADABLE = "UNREADABLE";

  private final Database database;
  private final Clock clock;

  public Money(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Which rows a total adds up. */
  public enum Part {
    STORED,
    QUARANTINED
  }

  /**
   * The money of one kind.
   *
   * @param total in fen
   */
  @Schema(name = "MigrationBalanceTotal")
  public record KindTotal(
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) long rows,
      @JsonProperty(required = true) long total) {}

  private record Sum(long rows, Fen total) {
    static Sum of(Fen amount) {
      return new Sum(1, amount);
    }

    Sum plus(Sum other) {
      return new Sum(rows + other.rows, total.plus(other.total));
    }

    Sum negated() {
      return new Sum(-rows, total.negated());
    }
  }

  /** Records the liabilities of accepted rows. */
  Uni<Void> owe(SqlTx tx, Migration migration, List<Screened.Accepted> accepted, List<Put> puts) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Screened.Accepted row = accepted.get(i);
      Id record = puts.get(i).recordId();
      row.card().balance().ifPresent(b -> rows.add(columns(migration, row, record, b, now)));
    }
    return tx.batch(
        """
        insert into visit_card_balance
          (bucket, migration_id, file, line, record_id, kind, amount, as_of, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        rows);
  }

  private static Object[] columns(
      Migration migration, Screened.Accepted row, Id record, Balance balance, OffsetDateTime now) {
    return new Object[] {
      migration.id().bucket(),
      migration.id().uuid(),
      row.row().file(),
      row.row().line(),
      record.uuid(),
      balance.kind().name(),
      balance.amount().value(),
      balance.asOf(),
      now
    };
  }

  /** Adds a batch to the running totals. */
  Uni<Void> add(SqlTx tx, Migration migration, Screened batch) {
    Map<String, Sum> stored = new TreeMap<>();
    batch.accepted().forEach(a -> a.card().balance().ifPresent(b -> add(stored, b)));
    Map<String, Sum> waiting = new TreeMap<>();
    batch.refused().forEach(r -> add(waiting, r.money()));
    return add(tx, migration, Part.STORED, stored)
        .chain(() -> add(tx, migration, Part.QUARANTINED, waiting));
  }

  /** Takes the money of a row that has left quarantine out of its totals. */
  Uni<Void> release(SqlTx tx, Migration migration, Cleaned.MoneyRead money) {
    Map<String, Sum> sums = new TreeMap<>();
    add(sums, money);
    sums.replaceAll((kind, sum) -> sum.negated());
    return add(tx, migration, Part.QUARANTINED, sums);
  }

  private static void add(Map<String, Sum> sums, Cleaned.MoneyRead money) {
    money.balance().ifPresent(b -> add(sums, b));
    if (money.unreadable()) {
      sums.merge(UNREADABLE, Sum.of(Fen.ZERO), Sum::plus);
    }
  }

  private static void add(Map<String, Sum> sums, Balance balance) {
    sums.merge(balance.kind().name(), Sum.of(balance.amount()), Sum::plus);
  }

  private static Uni<Void> add(SqlTx tx, Migration migration, Part part, Map<String, Sum> sums) {
    return tx.batch(
        """
        insert into migration_total (bucket, migration_id, part, kind, row_count, total)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (bucket, migration_id, part, kind) do update
          set row_count = migration_total.row_count + excluded.row_count,
              total = migration_total.total + excluded.total
        """,
        sums.entrySet().stream()
            .map(
                e ->
                    new Object[] {
                      migration.id().bucket(),
                      migration.id().uuid(),
                      part.name(),
                      e.getKey(),
                      e.getValue().rows(),
                      e.getValue().total().value()
                    })
            .toList());
  }

  /** The running totals, by kind. */
  public Uni<List<KindTotal>> totals(Id migration, Part part) {
    return database
        .query(
            """
            select kind, row_count, total from migration_total
            where bucket = $1 and migration_id = $2 and part = $3 and row_count <> 0 order by kind
            """,
            migration.bucket(),
            migration.uuid(),
            part.name())
        .map(
            rows -> {
              List<KindTotal> totals = new ArrayList<>();
              rows.forEach(
                  row ->
                      totals.add(
                          new KindTotal(
                              row.getString("kind"),
                              row.getLong("row_count"),
                              row.getLong("total"))));
              return totals;
            });
  }
}
