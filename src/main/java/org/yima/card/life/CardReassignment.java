package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;
import org.yima.resident.TableReassignment;
import org.yima.resident.TableReassignment.Table;

/** Gives back cards, bound visit cards and what counters scanned. */
@ApplicationScoped
class CardReassignment implements Reassignable {
  private static final List<Table> TABLES =
      List.of(
          new Table("card", "id"),
          new Table("visit_card", "id"),
          new Table("visit_card_claim", "id"),
          new Table("resolution_person", "resolution_id"));

  private final TableReassignment rows;

  CardReassignment(TableReassignment rows) {
    this.rows = rows;
  }

  @Override
  public Set<String> tables() {
    return TABLES.stream().map(Table::name).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Set<Id>> records(Id resident) {
    return rows.records(TABLES, resident);
  }

  @Override
  public Uni<Map<String, Long>> preview(Reassignment step) {
    return rows.preview(TABLES, step);
  }

  @Override
  public Uni<Void> apply(SqlTx tx, Reassignment step) {
    return rows.apply(tx, TABLES, step);
  }

  @Override
  public Uni<Void> undo(SqlTx tx, Reassignment step) {
    return rows.undo(tx, TABLES, step);
  }
}
