package org.yima.payment.attention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.payment.leg.Payment;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.SqlTx;

/** Rows of what needs a human: opened and ended by the transaction of the turn that does so. */
@ApplicationScoped
public class Attention {
  /**
   * What this server knows of: while servers are replaced one by one, rows of a newer one may have
   * a reason that an older one can't read.
   */
  private static final String[] REASONS =
      Arrays.stream(Reason.values()).map(Reason::name).toArray(String[]::new);

  private final Database database;
  private final MeterRegistry meters;
  private final Clock clock;

  Attention(Database database, MeterRegistry meters, Clock clock) {
    this.database = database;
    this.meters = meters;
    this.clock = clock;
  }

  /** How often a matter has begun, whether it ended since or not. */
  static Counter begun(MeterRegistry meters, Reason reason) {
    return meters.counter(
        "yima.payments.attention.begun", "reason", reason.name(), "owner", reason.owner().name());
  }

  /**
   * One open matter.
   *
   * @param subject the leg, or the plan whose visit is not taken back
   * @param payment absent: no payment came of the plan
   * @param gatewayCode what the gateway answered last, in our stable words
   */
  public record Matter(
      Id subject,
      Optional<Id> payment,
      Id institution,
      Reason reason,
      Optional<String> gatewayCode,
      OffsetDateTime since) {
    Page.Place place() {
      return new Page.Place(since, subject + "." + reason);
    }
  }

  /** Takes in a turn of a payment. */
  public Uni<Void> turned(SqlTx tx, Id institution, Payment before, Payment after) {
    return Multi.createFrom()
        .iterable(Needs.ended(before, after))
        .onItem()
        .transformToUniAndConcatenate(need -> end(tx, need.legId(), need.reason(), institution))
        .collect()
        .last()
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(Needs.begun(before, after))
                    .onItem()
                    .transformToUniAndConcatenate(
                        need ->
                            begin(
                                tx,
                                need.legId(),
                                Optional.of(after.id()),
                                need.reason(),
                                institution))
                    .collect()
                    .last());
  }

  /** Opens a matter; one that is open stays as it is, with the time since when. */
  public Uni<Void> begin(
      SqlTx tx, Id subject, Optional<Id> payment, Reason reason, Id institution) {
    return tx.write(
            """
            insert into payment_attention (bucket, subject, reason, owner, payment_id,
              institution_id, since)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (bucket, subject, reason) where ended_at is null do nothing
            """,
            subject.bucket(),
            subject.toString(),
            reason.name(),
            reason.owner().name(),
            payment.map(Id::uuid).orElse(null),
            institution.uuid(),
            OffsetDateTime.now(clock))
        .chain(
            opened ->
                opened == 0
                    ? Uni.createFrom().voidItem()
                    : tx.audit(audit("payment.needs-human", subject, reason, institution))
                        .invoke(() -> begun(meters, reason).increment()));
  }

  /** Ends a matter, where it is open. */
  public Uni<Void> end(SqlTx tx, Id subject, Reason reason, Id institution) {
    return tx.write(
            """
            update payment_attention set ended_at = $4
            where bucket = $1 and subject = $2 and reason = $3 and ended_at is null
            """,
            subject.bucket(),
            subject.toString(),
            reason.name(),
            OffsetDateTime.now(clock))
        .chain(
            ended ->
                ended == 0
                    ? Uni.createFrom().voidItem()
                    : tx.audit(audit("payment.needs-no-human", subject, reason, institution)));
  }

  private static AuditEntry audit(String action, Id subject, Reason reason, Id institution) {
    return new AuditEntry(
        Caller.ANYONE,
        action,
        subject,
        Optional.of(institution),
        new JsonObject().put("reason", reason.name()).put("owner", reason.owner().name()));
  }

  /** Open matters before this place, newest first. */
  Uni<List<Matter>> open(Page.Place before, int limit) {
    return database
        .query(
            """
            select a.subject, a.payment_id, a.institution_id, a.reason, a.since, last.code
            from payment_attention a left join lateral (
              select t.code from leg_attempt t
              where t.bucket = a.bucket and t.subject = a.subject
                and t.outcome in ('DECLINED', 'UNKNOWN')
              order by t.id desc limit 1) last on true
            where a.ended_at is null and (a.since, a.subject || '.' || a.reason) < ($1, $2)
              and a.reason = any($4)
            order by a.since desc, a.subject || '.' || a.reason desc limit $3
            """,
            before.at(),
            before.key(),
            limit,
            REASONS)
        .map(
            rows -> {
              List<Matter> matters = new ArrayList<>();
              rows.forEach(row -> matters.add(matter(row)));
              return matters;
            });
  }

  private static Matter matter(Row row) {
    return new Matter(
        Id.parse(row.getString("subject")).orElseThrow(),
        Optional.ofNullable(row.getUUID("payment_id")).map(id -> new Id(IdType.PAYMENT, id)),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        Reason.valueOf(row.getString("reason")),
        Optional.ofNullable(row.getString("code")).filter(code -> !code.isEmpty()),
        row.getOffsetDateTime("since"));
  }

  /** How many are open of each reason. */
  Uni<Map<Reason, Long>> counts() {
    return database
        .query(
            """
            select reason, count(*) as n from payment_attention
            where ended_at is null and reason = any($1) group by reason
            """,
            (Object) REASONS)
        .map(
            rows -> {
              Map<Reason, Long> counts = new EnumMap<>(Reason.class);
              rows.forEach(
                  row -> counts.put(Reason.valueOf(row.getString("reason")), row.getLong("n")));
              return counts;
            });
  }
}
