package org.yima.resident.phone;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yima.access.ShortMessages;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Job;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/**
 * Tells the phone that an account has left: whoever still has it learns of a takeover that was not
 * theirs. An answer that nobody knows is asked for again under the same id, for a day.
 */
@ApplicationScoped
class PhoneLeft implements Job {
  private static final String PHONE = "phone_left.phone";
  private static final String WORDS = "【医码】您的账号已改由另一手机号登录，本机登录已全部退出。如非本人操作，请立即到医院窗口冻结健康卡。";
  private static final Duration WORTH_TELLING = Duration.ofDays(1);
  private static final int LONGEST_PAUSE = 300;
  private static final int AT_ONCE = 16;

  private final Database database;
  private final ShortMessages messages;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  PhoneLeft(Database database, ShortMessages messages, Vault vault, Ids ids, Clock clock) {
    this.database = database;
    this.messages = messages;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  private record Due(Id id, String phone, int attempts, OffsetDateTime leftAt) {
    @Override
    public String toString() {
      return "Due[" + id + "]";
    }
  }

  /** Keeps a phone until it has been told. */
  Uni<Void> keep(SqlTx tx, Id holder, String phone) {
    Id id = ids.beside(IdType.EVENT, holder);
    return tx.write(
            """
            insert into phone_left (bucket, id, holder, phone_enc, status, due_at, left_at)
            values ($1, $2, $3, $4, 'DUE', $5, $5)
            """,
            id.bucket(),
            id.uuid(),
            holder.uuid(),
            Buffer.buffer(vault.seal(PHONE, id.uuid(), phone)),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  @Override
  public String name() {
    return "resident.phone-left";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Uni<Void> run() {
    return due()
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(this::tell)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<List<Due>> due() {
    return database
        .query(
            """
            select id, phone_enc, attempts, left_at from phone_left
            where status = 'DUE' and due_at <= $1 order by due_at limit $2
            """,
            OffsetDateTime.now(clock),
            AT_ONCE)
        .map(
            rows -> {
              List<Due> due = new ArrayList<>();
              rows.forEach(row -> due.add(read(row)));
              return due;
            });
  }

  private Due read(Row row) {
    Id id = new Id(IdType.EVENT, row.getUUID("id"));
    return new Due(
        id,
        vault.open(PHONE, id.uuid(), row.getBuffer("phone_enc").getBytes()),
        row.getInteger("attempts"),
        row.getOffsetDateTime("left_at"));
  }

  private Uni<Void> tell(Due due) {
    return messages
        .notice(due.id().toString(), due.phone(), WORDS)
        .chain(
            answer ->
                switch (answer) {
                  case ACCEPTED -> end(due, "TOLD");
                  case REFUSED -> end(due, "GIVEN_UP");
                  case UNKNOWN -> isOld(due) ? end(due, "GIVEN_UP") : postpone(due);
                });
  }

  private boolean isOld(Due due) {
    return due.leftAt().plus(WORTH_TELLING).isBefore(OffsetDateTime.now(clock));
  }

  private Uni<Void> end(Due due, String status) {
    return database
        .query(
            "update phone_left set status = $3, phone_enc = null where bucket = $1 and id = $2",
            due.id().bucket(),
            due.id().uuid(),
            status)
        .replaceWithVoid();
  }

  private Uni<Void> postpone(Due due) {
    int pause = Math.min(LONGEST_PAUSE, 1 << Math.min(due.attempts(), 9));
    return database
        .query(
            """
            update phone_left set attempts = attempts + 1, due_at = $3
            where bucket = $1 and id = $2
            """,
            due.id().bucket(),
            due.id().uuid(),
            OffsetDateTime.now(clock).plusSeconds(pause))
        .replaceWithVoid();
  }
}
