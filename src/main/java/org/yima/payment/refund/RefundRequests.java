package org.yima.payment.refund;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/**
 * Rows of residents' wishes for a refund. Their words rest encrypted, for they may tell anything.
 */
@ApplicationScoped
public class RefundRequests {
  private static final String REASON = "refund_request.reason";
  private static final String SELECT =
      """
      select id, payment_id, bill_id, institution_id, lines, reason_enc, status, refund_id, created_at
      from refund_request\s""";

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  RefundRequests(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * A wish.
   *
   * @param reason the resident's own words
   * @param refundId what the hospital began upon it
   */
  public record Request(
      Id id,
      Id paymentId,
      Id billId,
      Id institutionId,
      List<Integer> lines,
      String reason,
      RefundRequestStatus status,
      Optional<Id> refundId,
      OffsetDateTime createdAt) {
    @Override
    public String toString() {
      return "Request[" + id + "]";
    }
  }

  /** Inserts an open wish; false when the payment has one already. */
  public Uni<Boolean> insert(SqlTx tx, Request request) {
    return tx.write(
            """
            insert into refund_request (bucket, id, payment_id, bill_id, institution_id, lines,
              reason_enc, status, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'OPEN', $8, $8)
            on conflict (bucket, payment_id) where status = 'OPEN' do nothing
            """,
            request.id().bucket(),
            request.id().uuid(),
            request.paymentId().uuid(),
            request.billId().uuid(),
            request.institutionId().uuid(),
            request.lines().toArray(Integer[]::new),
            Buffer.buffer(vault.seal(REASON, request.id().uuid(), request.reason())),
            request.createdAt())
        .map(inserted -> inserted == 1);
  }

  public Uni<Optional<Request>> find(Id id) {
    return database
        .query(SELECT + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(this::list)
        .map(found -> found.stream().findFirst());
  }

  /** A payment's wishes, newest first; there are few. */
  public Uni<List<Request>> ofPayment(Id payment) {
    return database
        .query(
            SELECT + "where bucket = $1 and payment_id = $2 order by created_at desc limit 100",
            payment.bucket(),
            payment.uuid())
        .map(this::list);
  }

  /** The hospital has begun a refund of this payment: that is its answer. */
  public Uni<Void> answered(SqlTx tx, Id payment, Id refund) {
    return tx.write(
            """
            update refund_request set status = 'ANSWERED', refund_id = $3, updated_at = $4
            where bucket = $1 and payment_id = $2 and status = 'OPEN'
            """,
            payment.bucket(),
            payment.uuid(),
            refund.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The hospital says no; false when the wish is not open any more. */
  public Uni<Boolean> declined(SqlTx tx, Id id) {
    return tx.write(
            """
            update refund_request set status = 'DECLINED', updated_at = $3
            where bucket = $1 and id = $2 and status = 'OPEN'
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .map(updated -> updated == 1);
  }

  private List<Request> list(RowSet<Row> rows) {
    List<Request> requests = new ArrayList<>();
    rows.forEach(row -> requests.add(request(row)));
    return requests;
  }

  private Request request(Row row) {
    Id id = new Id(IdType.REFUND_REQUEST, row.getUUID("id"));
    return new Request(
        id,
        new Id(IdType.PAYMENT, row.getUUID("payment_id")),
        new Id(IdType.BILL, row.getUUID("bill_id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        Arrays.asList(row.getArrayOfIntegers("lines")),
        vault.open(REASON, id.uuid(), row.getBuffer("reason_enc").getBytes()),
        RefundRequestStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getUUID("refund_id")).map(ref -> new Id(IdType.REFUND, ref)),
        row.getOffsetDateTime("created_at"));
  }
}
