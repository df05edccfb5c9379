package org.yima.payment.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.Payment;
import org.yima.payment.leg.PaymentStatus;
import org.yima.payment.plan.PlanShares;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Rows of payments and their legs. */
@ApplicationScoped
public class PaymentStore {
  private static final String CONTEXT = "leg.context";
  private static final String SELECT =
      """
      select bucket, id, bill_id, bill_version, plan_id, refund_id, institution_id, payer_account,
             total, course, why, document, pay_by, lease_until, created_at, updated_at
      from payment\s""";

  private final Database database;
  private final Vault vault;
  private final ObjectMapper json;
  private final Clock clock;

  PaymentStore(Database database, Vault vault, ObjectMapper json, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.json = json;
    this.clock = clock;
  }

  /** The parts of a payment that no query asks for. */
  record Document(
      Payment.Due due, Optional<Payment.Due> next, int round, boolean paid, PlanShares told) {}

  /** Inserts a payment with its legs; it is due at once. */
  public Uni<Void> insert(SqlTx tx, PaymentRow row) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.write(
            """
            insert into payment (bucket, id, bill_id, bill_version, plan_id, institution_id,
              payer_account, total, course, status, document, pay_by, due_at, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13)
            """,
            row.id().bucket(),
            row.id().uuid(),
            row.billId().uuid(),
            row.billVersion(),
            row.planId().uuid(),
            row.institutionId().uuid(),
            row.payerAccount().map(Id::uuid).orElse(null),
            row.payment().total(),
            row.payment().course().name(),
            row.payment().status().name(),
            document(row.payment(), row.told()),
            at(row.payment().payBy()),
            now)
        .chain(inserted -> saveLegs(tx, row, row.payment().legs()));
  }

  /** Loads a payment and holds its row until the transaction ends; fails with not-found. */
  public Uni<PaymentRow> lock(SqlTx tx, Id id) {
    return tx.query(SELECT + "where bucket = $1 and id = $2 for update", id.bucket(), id.uuid())
        .map(PaymentStore::only)
        .chain(row -> tx.query(LEGS, id.bucket(), id.uuid()).map(legs -> read(row, legs)));
  }

  public Uni<Optional<PaymentRow>> find(Id id) {
    return database
        .query(SELECT + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : withLegs(rows.iterator().next()).map(Optional::of));
  }

  /**
   * What decides who may see a payment.
   *
   * @param bill of no payment of ours: an id that no bill has, so that what follows costs the same
   */
  record Of(Id bill, boolean byPayer) {}

  /** What decides whether this payer may see a payment. */
  Uni<Of> billOf(Id id, Id payer) {
    return database
        .query(
            """
            select bill_id, payer_account is not distinct from $3::uuid as paid
            from payment where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            payer.uuid())
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                return new Of(new Id(IdType.BILL, id.uuid()), false);
              }
              Row row = rows.iterator().next();
              return new Of(new Id(IdType.BILL, row.getUUID("bill_id")), row.getBoolean("paid"));
            });
  }

  /** The institution of a payment. */
  Uni<Optional<Id>> institutionOf(Id id) {
    return database
        .query(
            "select institution_id from payment where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                        new Id(
                            IdType.INSTITUTION, rows.iterator().next().getUUID("institution_id"))));
  }

  /** A payer's payments, newest first. */
  public Uni<List<PaymentRow>> ofPayer(
      Id account, Optional<PaymentStatus> status, Page.Place before, int limit) {
    return database
        .query(
            SELECT
                + """
                where payer_account = $1 and (created_at, id) < ($2, $3)
                  and ($4::text is null or status = $4)
                order by created_at desc, id desc limit $5
                """,
            account.uuid(),
            before.at(),
            before.uuid(),
            status.map(PaymentStatus::name).orElse(null),
            limit)
        .onItem()
        .transformToMulti(rows -> io.smallrye.mutiny.Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(this::withLegs)
        .collect()
        .asList();
  }

  /** Payments that somebody should look at now and that no driver has. */
  Uni<List<Id>> due(int limit) {
    return database
        .query(
            """
            select id from payment
            where due_at <= $1 and (lease_until is null or lease_until <= $1)
            order by due_at limit $2
            """,
            OffsetDateTime.now(clock),
            limit)
        .map(
            rows -> {
              List<Id> ids = new ArrayList<>();
              rows.forEach(row -> ids.add(new Id(IdType.PAYMENT, row.getUUID("id"))));
              return ids;
            });
  }

  /** Looks at a payment that is due later than it asked for, unless it has moved on meanwhile. */
  Uni<Void> putOff(Id id, OffsetDateTime until) {
    return database
        .query(
            """
            update payment set due_at = $3
            where bucket = $1 and id = $2 and due_at <= $4
              and (lease_until is null or lease_until <= $4)
            """,
            id.bucket(),
            id.uuid(),
            until,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /**
   * Stores what became of a locked payment.
   *
   * @param before as it was loaded
   * @param due when it is to be looked at again
   * @param lease until when this driver keeps it
   */
  Uni<Void> save(
      SqlTx tx,
      PaymentRow before,
      PaymentRow row,
      Payment after,
      Optional<OffsetDateTime> due,
      Optional<OffsetDateTime> lease) {
    List<Leg> changed =
        after.legs().stream()
            .filter(
                leg ->
                    !before.payment().legs().contains(leg)
                        || !Objects.equals(
                            before.contexts().get(leg.id()), row.contexts().get(leg.id())))
            .toList();
    return tx.write(
            """
            update payment set course = $3, status = $4, why = $5, document = $6, pay_by = $7,
              refund_id = $8, due_at = $9, lease_until = $10, updated_at = $11,
              version = version + 1
            where bucket = $1 and id = $2
            """,
            row.id().bucket(),
            row.id().uuid(),
            after.course().name(),
            after.status().name(),
            after.why(),
            document(after, row.told()),
            at(after.payBy()),
            row.refundId().map(Id::uuid).orElse(null),
            due.orElse(null),
            lease.orElse(null),
            OffsetDateTime.now(clock))
        .chain(saved -> saveLegs(tx, row, changed));
  }

  private Uni<Void> saveLegs(SqlTx tx, PaymentRow row, List<Leg> legs) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Object[]> rows = new ArrayList<>();
    for (Leg leg : legs) {
      LegContext context = row.contexts().get(leg.id());
      rows.add(
          new Object[] {
            row.id().bucket(),
            leg.id().uuid(),
            row.id().uuid(),
            leg.kind().name(),
            leg.round(),
            leg.amount(),
            leg.state().name(),
            document(leg),
            context == null ? null : sealed(leg.id(), context),
            now
          });
    }
    return tx.batch(
        """
        insert into leg (bucket, id, payment_id, kind, round, amount, state, document, context_enc,
          updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (bucket, id) do update set round = excluded.round, state = excluded.state,
          document = excluded.document, context_enc = excluded.context_enc,
          updated_at = excluded.updated_at
        """,
        rows);
  }

  private Buffer sealed(Id leg, LegContext context) {
    return Buffer.buffer(vault.seal(CONTEXT, leg.uuid(), context.values().encode()));
  }

  private static final String LEGS =
      "select id, document, context_enc from leg where bucket = $1 and payment_id = $2";

  /** Not by their ids alone: those of one plan are made within a millisecond, in any order. */
  private static final Comparator<Leg> AS_THEY_RUN =
      Comparator.comparing(Leg::round).thenComparing(Leg::kind).thenComparing(Leg::id);

  private Uni<PaymentRow> withLegs(Row row) {
    return database
        .query(LEGS, row.getInteger("bucket"), row.getUUID("id"))
        .map(legs -> read(row, legs));
  }

  private static Row only(RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    return rows.iterator().next();
  }

  private PaymentRow read(Row row, RowSet<Row> legRows) {
    Document document = parse(row.getJsonObject("document"), Document.class);
    List<Leg> legs = new ArrayList<>();
    Map<Id, LegContext> contexts = new HashMap<>();
    for (Row legRow : legRows) {
      Leg leg = parse(legRow.getJsonObject("document"), Leg.class);
      legs.add(leg);
      if (legRow.getBuffer("context_enc") != null) {
        contexts.put(leg.id(), opened(leg.id(), legRow));
      }
    }
    legs.sort(AS_THEY_RUN);
    Id id = new Id(IdType.PAYMENT, row.getUUID("id"));
    Payment payment =
        new Payment(
            id,
            row.getLong("total"),
            document.due(),
            document.next(),
            document.round(),
            Course.valueOf(row.getString("course")),
            document.paid(),
            row.getString("why"),
            row.getOffsetDateTime("pay_by").toInstant(),
            legs);
    return new PaymentRow(
        id,
        new Id(IdType.BILL, row.getUUID("bill_id")),
        row.getInteger("bill_version"),
        new Id(IdType.PLAN, row.getUUID("plan_id")),
        Optional.ofNullable(row.getUUID("refund_id")).map(r -> new Id(IdType.REFUND, r)),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        Optional.ofNullable(row.getUUID("payer_account")).map(a -> new Id(IdType.ACCOUNT, a)),
        payment,
        document.told(),
        contexts,
        Optional.ofNullable(row.getOffsetDateTime("lease_until")),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("updated_at"));
  }

  private LegContext opened(Id leg, Row row) {
    byte[] stored = row.getBuffer("context_enc").getBytes();
    return LegContext.of(new JsonObject(vault.open(CONTEXT, leg.uuid(), stored)));
  }

  private JsonObject document(Payment payment, PlanShares told) {
    return document(
        new Document(payment.due(), payment.next(), payment.round(), payment.paid(), told));
  }

  private JsonObject document(Object value) {
    try {
      return new JsonObject(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of " + value.getClass(), e);
    }
  }

  private <T> T parse(JsonObject document, Class<T> type) {
    try {
      return json.readValue(document.encode(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored document does not read as " + type, e);
    }
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
