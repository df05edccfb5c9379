package org.yima.payment.attempt;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** A row for every call that leaves the house: written before it, its outcome after it. */
@ApplicationScoped
public class Attempts {
  private final Ids ids;
  private final Clock clock;

  Attempts(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes the intent.
   *
   * @param subject the plan or leg that the call is about
   * @param number what the gateway will know the call or its object by
   */
  public Uni<Id> begin(SqlTx tx, Id subject, String operation, String number) {
    Id id = ids.beside(IdType.ATTEMPT, subject);
    return tx.write(
            """
            insert into leg_attempt (bucket, id, subject, operation, number, asked_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            id.bucket(),
            id.uuid(),
            subject.toString(),
            operation,
            number,
            OffsetDateTime.now(clock))
        .replaceWith(id);
  }

  /** Writes what came of it. */
  public Uni<Void> end(SqlTx tx, Id attempt, Outcome outcome, String code) {
    return tx.write(
            """
            update leg_attempt set outcome = $3, code = $4, answered_at = $5
            where bucket = $1 and id = $2
            """,
            attempt.bucket(),
            attempt.uuid(),
            outcome.name(),
            code,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** How a call ended. */
  public enum Outcome {
    SUCCEEDED,
    PENDING,
    DECLINED,
    UNKNOWN
  }
}
