package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.index.DocumentKey;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** The rows of takeovers, in the bucket of the account that asks. */
@ApplicationScoped
class TakeoverStore {
  /** A bound on guessing from one account; a face page costs money too. */
  private static final int A_DAY = 5;

  private static final String NAME = "takeover.name";
  private static final String NUMBER = "takeover.id_number";

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  TakeoverStore(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** Writes a wish down; false when the account has had too many in a day. */
  Uni<Boolean> insert(Takeover takeover) {
    Id id = takeover.id();
    return database
        .query(
            """
            insert into takeover (bucket, id, account_id, document_idx, name_enc, id_type,
                                  id_number_enc, status, asked_at)
            select $1, $2, $3, $4, $5, $6, $7, 'OPEN', $8
            where (select count(*) from takeover
                   where bucket = $1 and account_id = $3 and asked_at > $9) < $10
            """,
            id.bucket(),
            id.uuid(),
            takeover.account().uuid(),
            Buffer.buffer(takeover.documentKey()),
            Buffer.buffer(vault.seal(NAME, id.uuid(), takeover.name())),
            takeover.document().idType().name(),
            Buffer.buffer(vault.seal(NUMBER, id.uuid(), takeover.document().idNumber())),
            takeover.askedAt(),
            takeover.askedAt().minusDays(1),
            A_DAY)
        .map(rows -> rows.rowCount() == 1);
  }

  /** The wish of that id, of that account. */
  Uni<Optional<Takeover>> find(Id id, Id account) {
    return database
        .query(
            "select * from takeover where bucket = $1 and id = $2 and account_id = $3",
            id.bucket(),
            id.uuid(),
            account.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(id, rows.iterator().next())));
  }

  private Takeover read(Id id, Row row) {
    return new Takeover(
        id,
        new Id(IdType.ACCOUNT, row.getUUID("account_id")),
        vault.open(NAME, id.uuid(), row.getBuffer("name_enc").getBytes()),
        DocumentKey.of(
                row.getString("id_type"),
                vault.open(NUMBER, id.uuid(), row.getBuffer("id_number_enc").getBytes()))
            .orElseThrow(),
        row.getBuffer("document_idx").getBytes(),
        TakeoverStatus.valueOf(row.getString("status")),
        row.getOffsetDateTime("asked_at"));
  }

  /** Settles a wish; false when it was settled already. */
  Uni<Boolean> settle(SqlTx tx, Id id, TakeoverStatus status) {
    return tx.write(
            """
            update takeover set status = $3, ended_at = $4
            where bucket = $1 and id = $2 and status = 'OPEN'
            """,
            id.bucket(),
            id.uuid(),
            status.name(),
            OffsetDateTime.now(clock))
        .map(settled -> settled == 1);
  }
}
