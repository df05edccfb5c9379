package org.yima.payment.posting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yima.payment.leg.Mirror;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * Mirrors what moved between others. A posting is one row with a debited account, a credited
 * account and an amount above zero, so the books balance by construction.
 */
@ApplicationScoped
public class Ledger {
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Ledger(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** The account of a bill: its credit is what stands paid of it. */
  public static String billAccount(Id billId) {
    return "bill:" + billId;
  }

  public Uni<Void> post(SqlTx tx, Id paymentId, List<Mirror.Entry> entries) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Object[]> rows = new ArrayList<>();
    for (Mirror.Entry entry : entries) {
      Id id = ids.beside(IdType.POSTING, paymentId);
      rows.add(
          new Object[] {
            id.bucket(),
            id.uuid(),
            paymentId.uuid(),
            entry.legId().uuid(),
            entry.kind(),
            entry.debit(),
            entry.credit(),
            entry.amount(),
            now
          });
    }
    return tx.batch(
        """
        insert into posting (bucket, id, payment_id, leg_id, kind, debit, credit, amount, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        rows);
  }

  /** Debits less credits of an account in one family's bucket. */
  public Uni<Fen> balance(int bucket, String account) {
    return database
        .query(
            """
            select coalesce((select sum(amount) from posting where bucket = $1 and debit = $2), 0)
                 - coalesce((select sum(amount) from posting where bucket = $1 and credit = $2), 0)
                 as balance
            """,
            bucket,
            account)
        .map(rows -> Fen.of(rows.iterator().next().getBigDecimal("balance").longValueExact()));
  }
}
