package org.yima.payment.visit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.gateway.insurance.Register;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/**
 * Rows of visits at the bureau. A row is written before the visit is registered, due to be taken
 * back later than any plan lives; only a confirmed payment takes that away, until its leg ends
 * unsettled. So whatever dies in between, nothing stays at the bureau that nobody uses.
 */
@ApplicationScoped
public class BureauVisits {
  private static final String FACTS = "bureau_visit.facts";

  /** Longer than a plan lives, for which the visit is made. */
  private static final Duration LONGER_THAN_A_PLAN = Duration.ofMinutes(20);

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  BureauVisits(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** The registration is about to be sent under this message id. */
  public Uni<Void> registering(Id plan, Id institution, String area, String msgid, Register visit) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .tx(
            tx ->
                tx.write(
                    """
                    insert into bureau_visit (bucket, plan_id, institution_id, state, facts_enc, asked,
                      due_at, created_at, updated_at)
                    values ($1, $2, $3, 'REGISTERING', $4, $5, $6, $7, $7)
                    """,
                    plan.bucket(),
                    plan.uuid(),
                    institution.uuid(),
                    sealed(plan, VisitFacts.registering(area, msgid, visit)),
                    msgid,
                    now.plus(LONGER_THAN_A_PLAN),
                    now))
        .replaceWithVoid();
  }

  /** The bureau has registered it. */
  public Uni<Void> registered(Id plan, String mdtrtId) {
    return database.tx(tx -> registered(tx, plan, mdtrtId));
  }

  private Uni<Void> registered(SqlTx tx, Id plan, String mdtrtId) {
    return lock(tx, plan)
        .chain(
            found ->
                found.filter(v -> v.state() == VisitState.REGISTERING).isEmpty()
                    ? Uni.createFrom().voidItem()
                    : stands(tx, found.get(), mdtrtId));
  }

  private Uni<Void> stands(SqlTx tx, BureauVisit visit, String mdtrtId) {
    return tx.write(
            """
            update bureau_visit set state = 'STANDS', facts_enc = $3, asked = '', updated_at = $4
            where bucket = $1 and plan_id = $2
            """,
            visit.planId().bucket(),
            visit.planId().uuid(),
            sealed(visit.planId(), visit.facts().registered(mdtrtId)),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Nothing will come of the plan: its visit, where it has one, is taken back from now on. */
  public Uni<Void> abandon(Id plan) {
    return database
        .query(
            """
            update bureau_visit set due_at = $3, updated_at = $3
            where bucket = $1 and plan_id = $2 and state in ('REGISTERING', 'STANDS')
            """,
            plan.bucket(),
            plan.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The plan is confirmed: this leg is to settle its visit. */
  public Uni<Void> confirmed(SqlTx tx, Id plan, Id leg) {
    return tx.write(
            """
            update bureau_visit set leg_id = $3, due_at = null, updated_at = $4
            where bucket = $1 and plan_id = $2 and state in ('REGISTERING', 'STANDS')
            """,
            plan.bucket(),
            plan.uuid(),
            leg.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Nothing stands of this leg and nothing will: its visit is taken back from now on. */
  public Uni<Void> unused(SqlTx tx, Id leg) {
    return tx.write(
            """
            update bureau_visit set due_at = $3, updated_at = $3
            where bucket = $1 and leg_id = $2 and state in ('REGISTERING', 'STANDS')
            """,
            leg.bucket(),
            leg.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The plans whose visits are to be worked on now. */
  Uni<List<Id>> due(int limit) {
    return database
        .query(
            "select plan_id from bureau_visit where due_at <= $1 order by due_at limit $2",
            OffsetDateTime.now(clock),
            limit)
        .map(
            rows -> {
              List<Id> plans = new ArrayList<>();
              rows.forEach(row -> plans.add(new Id(IdType.PLAN, row.getUUID("plan_id"))));
              return plans;
            });
  }

  /** The visit of a plan, its row held until the transaction ends. */
  Uni<Optional<BureauVisit>> lock(SqlTx tx, Id plan) {
    return tx.query(
            """
            select plan_id, institution_id, state, facts_enc, asked, blocked, tries, due_at
            from bureau_visit where bucket = $1 and plan_id = $2 for update
            """,
            plan.bucket(),
            plan.uuid())
        .map(this::first);
  }

  /** As {@link #lock}, and only when it is due. */
  Uni<Optional<BureauVisit>> lockDue(SqlTx tx, Id plan) {
    return tx.query(
            """
            select plan_id, institution_id, state, facts_enc, asked, blocked, tries, due_at
            from bureau_visit where bucket = $1 and plan_id = $2 and due_at <= $3 for update
            """,
            plan.bucket(),
            plan.uuid(),
            OffsetDateTime.now(clock))
        .map(this::first);
  }

  /** Stores what became of a locked visit; of one that is over nothing is kept. */
  Uni<Void> save(SqlTx tx, BureauVisit visit, Optional<Instant> due) {
    return tx.write(
            """
            update bureau_visit set state = $3, facts_enc = $4, asked = $5, blocked = $6, tries = $7,
              due_at = $8, updated_at = $9
            where bucket = $1 and plan_id = $2
            """,
            visit.planId().bucket(),
            visit.planId().uuid(),
            visit.state().name(),
            visit.state().over() ? null : sealed(visit.planId(), visit.facts()),
            visit.asked(),
            visit.blocked(),
            visit.tries(),
            due.map(at -> at.atZone(clock.getZone()).toOffsetDateTime()).orElse(null),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private Buffer sealed(Id plan, VisitFacts facts) {
    return Buffer.buffer(vault.seal(FACTS, plan.uuid(), facts.values().encode()));
  }

  private Optional<BureauVisit> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(visit(rows.iterator().next()));
  }

  private BureauVisit visit(Row row) {
    Id plan = new Id(IdType.PLAN, row.getUUID("plan_id"));
    byte[] facts =
        row.getBuffer("facts_enc") == null ? null : row.getBuffer("facts_enc").getBytes();
    return new BureauVisit(
        plan,
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        VisitState.valueOf(row.getString("state")),
        facts == null
            ? VisitFacts.NONE
            : VisitFacts.of(new JsonObject(vault.open(FACTS, plan.uuid(), facts))),
        row.getString("asked"),
        row.getBoolean("blocked"),
        row.getInteger("tries"));
  }
}
