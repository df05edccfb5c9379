package org.yima.resident.merging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;
import org.yima.resident.Resident;
import org.yima.resident.Verification;

/** Whom a resident was taken for, step by step; nothing that was believed once is forgotten. */
@ApplicationScoped
public class Identities {
  private static final String NAME = "identity_step.name";
  private static final String NUMBER = "identity_step.id_number";

  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  Identities(Vault vault, Ids ids, Clock clock) {
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** What happened to an identity. */
  public enum Action {
    MADE,
    EXTENDED,
    UPGRADED,
    EXCHANGED,
    MERGED,
    UNMERGED
  }

  /** Keeps who a resident was before this step. */
  public Uni<Void> keep(SqlTx tx, Caller by, Action action, Resident before) {
    Id id = ids.beside(IdType.EVENT, before.id());
    return tx.write(
            """
            insert into identity_step (bucket, id, holder, action, name_enc, id_type, id_number_enc,
                                       actor, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            id.bucket(),
            id.uuid(),
            before.id().uuid(),
            action.name(),
            Buffer.buffer(vault.seal(NAME, id.uuid(), before.name())),
            before.idType(),
            Buffer.buffer(vault.seal(NUMBER, id.uuid(), before.idNumber())),
            by.name(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** What Yima's own domain knows of a resident as they stand written. */
  public static SourceRecord record(Resident resident) {
    return new SourceRecord(
        SourceRecord.YIMA,
        resident.id().toString(),
        resident.name(),
        DocumentKey.of(resident.idType(), resident.idNumber()),
        resident.verification() == Verification.VERIFIED,
        resident.birthDate(),
        resident.sex().map(Sex::valueOf),
        Optional.of(resident.phone()).filter(phone -> !phone.isEmpty()),
        Optional.empty());
  }
}
