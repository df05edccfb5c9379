package org.yima.platform;

import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;

/**
 * A running transaction: the only way to write outbox and audit rows, so that what is told commits
 * with what was done. The same statements run over the reactive client's connection ({@link SqlTx})
 * and over a Hibernate Reactive session ({@link SessionTx}).
 */
public abstract sealed class Tx permits SqlTx, SessionTx {
  private final Ids ids;
  private final java.time.Clock clock;

  Tx(Ids ids, java.time.Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Runs one writing statement and answers how many rows it touched. Parameters are {@code $1},
   * {@code $2}, ... and never null: a null has no type in a native statement.
   */
  public abstract Uni<Integer> write(String sql, Object... parameters);

  /** How many rows one reading statement answers, read within this transaction. */
  abstract Uni<Integer> count(String sql, Object... parameters);

  /** Fails unless the run that this transaction belongs to still holds its lease. */
  final Uni<Void> proven(Fence fence) {
    return count(Fence.PROOF, fence.proof()).invoke(fence::mustHave).replaceWithVoid();
  }

  /** Tells of something that happened, once this transaction has committed. */
  public Uni<Void> emit(Event event) {
    Id id = ids.beside(IdType.EVENT, event.subject());
    return write(
            """
            insert into outbox (bucket, id, type, subject, payload, feeds, created_at)
            values ($1, $2, $3, $4, cast(cast($5 as text) as jsonb),
                    string_to_array(cast($6 as text), ','), $7)
            """,
            id.bucket(),
            id.uuid(),
            event.type(),
            event.subject().toString(),
            event.payload().encode(),
            String.join(",", event.feeds()),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Writes a line of the audit log. */
  public Uni<Void> audit(AuditEntry entry) {
    return write(AuditStatement.SQL, AuditStatement.parameters(entry, ids, clock))
        .replaceWithVoid();
  }
}
