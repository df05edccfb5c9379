package org.yima.payment.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.plan.PlanDocument;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Rows of plans. What authorises a payment is encrypted and deleted when the plan ends. */
@ApplicationScoped
public class PlanStore {
  private static final String CONTEXT = "plan.context";
  private static final String SELECT =
      """
      select id, bill_id, bill_version, refund_id, payer_account, status, document, context_enc,
             expires_at
      from plan where bucket = $1 and id = $2\s""";

  private final Database database;
  private final Vault vault;
  private final ObjectMapper json;
  private final Clock clock;

  PlanStore(Database database, Vault vault, ObjectMapper json, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A stored plan.
   *
   * @param payerAccount absent where whoever shows a wallet's code pays
   * @param context what the legs need of gateways: {@code wallet} and {@code insurance}
   */
  public record Plan(
      Id id,
      Id billId,
      int billVersion,
      Optional<Id> refundId,
      Optional<Id> payerAccount,
      boolean open,
      PlanDocument document,
      JsonObject context,
      OffsetDateTime expiresAt) {
    /** What was planned, with what of it rests encrypted because it is a person's. */
    public PlanDocument shown() {
      return LegContext.of(context.getJsonObject("insurance", new JsonObject()))
          .familyPayer()
          .map(document::paidBy)
          .orElse(document);
    }

    @Override
    public String toString() {
      return "Plan[" + id + "]";
    }
  }

  public Uni<Void> insert(SqlTx tx, Plan plan) {
    return tx.write(
            """
            insert into plan (bucket, id, bill_id, bill_version, refund_id, payer_account, status,
              document, context_enc, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, 'OPEN', $7, $8, $9, $10)
            """,
            plan.id().bucket(),
            plan.id().uuid(),
            plan.billId().uuid(),
            plan.billVersion(),
            plan.refundId().map(Id::uuid).orElse(null),
            plan.payerAccount().map(Id::uuid).orElse(null),
            document(plan.document()),
            Buffer.buffer(vault.seal(CONTEXT, plan.id().uuid(), plan.context().encode())),
            OffsetDateTime.now(clock),
            plan.expiresAt())
        .replaceWithVoid();
  }

  /**
   * The plan by which this payer may begin a payment; fails with not-found for everybody else's and
   * for a refund's.
   */
  public Uni<Plan> lock(SqlTx tx, Id id, Optional<Id> payer) {
    return tx.query(
            SELECT
                + "and payer_account is not distinct from $3::uuid and refund_id is null for update",
            id.bucket(),
            id.uuid(),
            payer.map(Id::uuid).orElse(null))
        .map(this::first)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  public Uni<Plan> lock(SqlTx tx, Id id) {
    return tx.query(SELECT + "for update", id.bucket(), id.uuid())
        .map(this::first)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  public Uni<Optional<Plan>> find(Id id) {
    return database.query(SELECT, id.bucket(), id.uuid()).map(this::first);
  }

  /** The plan is confirmed: its authorisation moves to the legs of its payment. */
  public Uni<Void> used(SqlTx tx, Id id) {
    return tx.write(
            """
            update plan set status = 'USED', context_enc = null
            where bucket = $1 and id = $2 and status = 'OPEN'
            """,
            id.bucket(),
            id.uuid())
        .replaceWithVoid();
  }

  /** A plan that ends gives up its authorisation, and what it uploaded is to be taken back. */
  private static final String CLOSING =
      """
      with closed as (
        update plan set status = 'CLOSED', context_enc = null
        where status = 'OPEN'
      """;

  private static final String TAKING_BACK =
      """
        returning bucket, id)
      update bureau_visit v set due_at = $1, updated_at = $1
      from closed where v.bucket = closed.bucket and v.plan_id = closed.id
        and v.state in ('REGISTERING', 'STANDS')
      """;

  private static final String EXPIRED = "  and expires_at < $1";
  private static final String OF_A_BILL = "  and bucket = $2 and bill_id = $3";
  private static final String REPLACED =
      " and payer_account is not distinct from $4::uuid and refund_id is not distinct from $5"
          + " and id <> $6";

  /** Plans that ran out. */
  Uni<Void> closeExpired() {
    return database
        .query(CLOSING + EXPIRED + TAKING_BACK, OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The bill is no longer what was planned: none of its plans can be confirmed any more. */
  public Uni<Void> closeAll(SqlTx tx, Id bill) {
    return tx.write(
            CLOSING + OF_A_BILL + TAKING_BACK,
            OffsetDateTime.now(clock),
            bill.bucket(),
            bill.uuid())
        .replaceWithVoid();
  }

  /** A payer's newer plan replaces the older ones of the same bill or refund. */
  Uni<Void> closeReplaced(SqlTx tx, Plan by) {
    return tx.write(
            CLOSING + OF_A_BILL + REPLACED + TAKING_BACK,
            OffsetDateTime.now(clock),
            by.billId().bucket(),
            by.billId().uuid(),
            by.payerAccount().map(Id::uuid).orElse(null),
            by.refundId().map(Id::uuid).orElse(null),
            by.id().uuid())
        .replaceWithVoid();
  }

  private Optional<Plan> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(plan(rows.iterator().next()));
  }

  private Plan plan(Row row) {
    Id id = new Id(IdType.PLAN, row.getUUID("id"));
    byte[] context =
        row.getBuffer("context_enc") == null ? null : row.getBuffer("context_enc").getBytes();
    return new Plan(
        id,
        new Id(IdType.BILL, row.getUUID("bill_id")),
        row.getInteger("bill_version"),
        Optional.ofNullable(row.getUUID("refund_id")).map(r -> new Id(IdType.REFUND, r)),
        Optional.ofNullable(row.getUUID("payer_account")).map(a -> new Id(IdType.ACCOUNT, a)),
        row.getString("status").equals("OPEN"),
        parse(row.getJsonObject("document")),
        context == null
            ? new JsonObject()
            : new JsonObject(vault.open(CONTEXT, id.uuid(), context)),
        row.getOffsetDateTime("expires_at"));
  }

  private JsonObject document(PlanDocument document) {
    try {
      return new JsonObject(json.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of a plan", e);
    }
  }

  private PlanDocument parse(JsonObject document) {
    try {
      return json.readValue(document.encode(), PlanDocument.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored plan does not read", e);
    }
  }
}
