package org.yima.resident.realname;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.identity.IdentityCheck;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayBusyException;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.ResidentProblem;

/** Questions to the register: written down, then asked, then completed by their outcome. */
@ApplicationScoped
class Checks {
  /** A bound on guessing names to numbers from one account. */
  static final int A_DAY = 20;

  private final Database database;
  private final IdentityCheck register;
  private final GatewayPool pool;
  private final Ids ids;
  private final Clock clock;

  Checks(Database database, IdentityCheck register, GatewayPool pool, Ids ids, Clock clock) {
    this.database = database;
    this.register = register;
    this.pool = pool;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Asks whether name, number and, where given, phone are one person's.
   *
   * @return what is known afterwards, never ASKED
   */
  Uni<CheckState> ask(Id account, Applicant applicant, byte[] documentKey, boolean withPhone) {
    Id id = ids.beside(IdType.ATTEMPT, account);
    IdentityCheck.Question question =
        new IdentityCheck.Question(
            id.toString(),
            applicant.name(),
            applicant.document().idType().name(),
            applicant.document().idNumber(),
            withPhone ? Optional.of(applicant.phone()) : Optional.empty());
    return writeDown(id, account, documentKey, withPhone ? 3 : 2)
        .chain(() -> pool.call(Gateway.IDENTITY, () -> register.verify(question)))
        .onFailure(GatewayBusyException.class)
        .recoverWithItem(Outcome.declined(DeclineReason.BUSY, "NOT_ASKED"))
        .map(CheckState::of)
        .call(state -> complete(id, state));
  }

  private Uni<Void> writeDown(Id id, Id account, byte[] documentKey, int elements) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            insert into identity_check (bucket, id, account_id, document_idx, elements, state, asked_at)
            select $1, $2, $3, $4, $5, 'ASKED', $6
            where (select count(*) from identity_check
                   where bucket = $1 and account_id = $3 and asked_at > $7) < $8
            """,
            id.bucket(),
            id.uuid(),
            account.uuid(),
            Buffer.buffer(documentKey),
            elements,
            now,
            now.minusDays(1),
            A_DAY)
        .invoke(
            written -> {
              if (written.rowCount() == 0) {
                throw ResidentProblem.TOO_MANY_CHECKS.problem().retryAfter(3600);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> complete(Id id, CheckState state) {
    return database
        .query(
            """
            update identity_check set state = $3, answered_at = $4
            where bucket = $1 and id = $2 and state = 'ASKED'
            """,
            id.bucket(),
            id.uuid(),
            state.name(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }
}
