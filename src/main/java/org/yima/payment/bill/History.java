package org.yima.payment.bill;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** What a bill, a payment or a refund went through: a row for each state it reached. */
@ApplicationScoped
public class History {
  private final Ids ids;
  private final Clock clock;

  History(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a row.
   *
   * @param why a code, never free text of a person
   */
  public Uni<Void> add(SqlTx tx, Id subject, String status, String why) {
    Id id = ids.beside(IdType.EVENT, subject);
    return tx.write(
            """
            insert into payment_history (bucket, id, subject, status, why, at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            id.bucket(),
            id.uuid(),
            subject.toString(),
            status,
            why,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }
}
