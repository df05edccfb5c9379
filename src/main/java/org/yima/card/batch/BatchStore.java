package org.yima.card.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;
import org.yima.platform.Tx;
import org.yima.platform.Vault;

/** Batches and their rows; what an institution sent rests sealed until its row is settled. */
@ApplicationScoped
class BatchStore {
  private static final String INPUT = "card_batch_row.input";

  private final Database database;
  private final Vault vault;
  private final ObjectMapper json;
  private final Clock clock;

  BatchStore(Database database, Vault vault, ObjectMapper json, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A row whose turn has come.
   *
   * @param by the system that asked
   * @param input what it sent, sealed
   */
  record Due(Id batch, int row, Caller by, Buffer input, int attempts) {
    @Override
    public String toString() {
      return "Due[" + batch + " " + row + "]";
    }
  }

  Uni<Void> insert(SqlTx tx, Id batch, Caller by, List<Person> people) {
    List<Object[]> rows = new ArrayList<>();
    OffsetDateTime now = OffsetDateTime.now(clock);
    for (int i = 0; i < people.size(); i++) {
      rows.add(new Object[] {batch.bucket(), batch.uuid(), i + 1, seal(batch, people.get(i)), now});
    }
    return tx.write(
            """
            insert into card_batch (bucket, id, institution_id, client_id, created_at)
            values ($1, $2, $3, $4, $5)
            """,
            batch.bucket(),
            batch.uuid(),
            by.ownInstitution().uuid(),
            by.self().uuid(),
            now)
        .chain(
            () ->
                tx.batch(
                    """
                    insert into card_batch_row (bucket, batch_id, row_no, input_enc, outcome, due_at)
                    values ($1, $2, $3, $4, 'WAITING', $5)
                    """,
                    rows));
  }

  /** The rows of a batch of that institution, in their order; nothing when it has no such batch. */
  Uni<Optional<List<BatchRow>>> rows(Id batch, Id institution) {
    return database
        .query(
            """
            select r.row_no, r.outcome, r.reason, r.card_number
            from card_batch b join card_batch_row r on r.bucket = b.bucket and r.batch_id = b.id
            where b.bucket = $1 and b.id = $2 and b.institution_id = $3 order by r.row_no
            """,
            batch.bucket(),
            batch.uuid(),
            institution.uuid())
        .map(
            found -> {
              List<BatchRow> rows = new ArrayList<>();
              found.forEach(row -> rows.add(read(row)));
              return Optional.of(rows).filter(list -> !list.isEmpty());
            });
  }

  private static BatchRow read(Row row) {
    return new BatchRow(
        row.getInteger("row_no"),
        RowOutcome.valueOf(row.getString("outcome")),
        row.getString("reason"),
        row.getString("card_number"));
  }

  Uni<List<Due>> due(int limit) {
    return database
        .query(
            """
            select r.*, b.institution_id, b.client_id
            from card_batch_row r join card_batch b on b.bucket = r.bucket and b.id = r.batch_id
            where r.outcome = 'WAITING' and r.due_at <= $1
            order by r.due_at, r.batch_id, r.row_no limit $2
            """,
            OffsetDateTime.now(clock),
            limit)
        .map(
            found -> {
              List<Due> due = new ArrayList<>();
              found.forEach(row -> due.add(readDue(row)));
              return due;
            });
  }

  private Due readDue(Row row) {
    Id batch = new Id(IdType.CARD_BATCH, row.getUUID("batch_id"));
    Caller by =
        new Caller(
            Role.HOSPITAL,
            Optional.of(new Id(IdType.CLIENT, row.getUUID("client_id"))),
            Optional.of(new Id(IdType.INSTITUTION, row.getUUID("institution_id"))),
            Optional.empty());
    return new Due(
        batch,
        row.getInteger("row_no"),
        by,
        row.getBuffer("input_enc").getDelegate(),
        row.getInteger("attempts"));
  }

  /** Settles a row within the transaction that made its card. */
  Uni<Void> issued(Tx tx, Due due, String cardNumber) {
    return tx.write(
            """
            update card_batch_row
            set outcome = 'ISSUED', card_number = $4, input_enc = null
            where bucket = $1 and batch_id = $2 and row_no = $3 and outcome = 'WAITING'
            """,
            due.batch().bucket(),
            due.batch().uuid(),
            due.row(),
            cardNumber)
        .replaceWithVoid();
  }

  /**
   * Settles the row of somebody who has a card. Its number is told to the institution that had it
   * issued, which was told before, and to no other.
   *
   * @return false when the row was settled before, and nothing has changed
   */
  Uni<Boolean> already(Tx tx, Due due, String cardNumber) {
    return tx.write(
            """
            update card_batch_row
            set outcome = 'ALREADY', input_enc = null, card_number = (
              select i.card_number from card_batch_row i
              join card_batch b on b.bucket = i.bucket and b.id = i.batch_id
              where i.bucket = $1 and i.card_number = $4 and i.outcome = 'ISSUED'
                and b.institution_id = $5
              limit 1)
            where bucket = $1 and batch_id = $2 and row_no = $3 and outcome = 'WAITING'
            """,
            due.batch().bucket(),
            due.batch().uuid(),
            due.row(),
            cardNumber,
            due.by().ownInstitution().uuid())
        .map(written -> written == 1);
  }

  Uni<Void> refuse(Due due, String reason) {
    return database.tx(tx -> refuse(tx, due, reason)).replaceWithVoid();
  }

  /**
   * Settles the row of somebody who gets no card.
   *
   * @return false when the row was settled before, and nothing has changed
   */
  Uni<Boolean> refuse(Tx tx, Due due, String reason) {
    return tx.write(
            """
            update card_batch_row
            set outcome = 'REFUSED', reason = $4, input_enc = null
            where bucket = $1 and batch_id = $2 and row_no = $3 and outcome = 'WAITING'
            """,
            due.batch().bucket(),
            due.batch().uuid(),
            due.row(),
            reason)
        .map(written -> written == 1);
  }

  Uni<Void> postpone(Due due, Duration pause) {
    return database
        .query(
            """
            update card_batch_row set attempts = attempts + 1, due_at = $4
            where bucket = $1 and batch_id = $2 and row_no = $3
            """,
            due.batch().bucket(),
            due.batch().uuid(),
            due.row(),
            OffsetDateTime.now(clock).plus(pause))
        .replaceWithVoid();
  }

  private Buffer seal(Id batch, Person person) {
    try {
      return Buffer.buffer(vault.seal(INPUT, batch.uuid(), json.writeValueAsString(person)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that is not JSON", e);
    }
  }

  /** What the institution sent of a row. */
  Person open(Due due) {
    try {
      String sent = vault.open(INPUT, due.batch().uuid(), due.input().getBytes());
      return json.readValue(sent, Person.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored row that no longer reads", e);
    }
  }
}
