package org.yima.institution.onboarding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.yima.institution.Institution;
import org.yima.institution.InstitutionKind;
import org.yima.institution.InstitutionProblem;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/** Takes institutions in. */
@ApplicationScoped
class Onboarding {
  /** The domain in which Yima itself keeps its real-name-checked residents. */
  private static final String OWN_DOMAIN = "yima";

  private static final Map<String, String> TAKEN =
      Map.of("institution_code", "/code", "institution_domain", "/domain");

  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Onboarding(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Institution> take(Caller operator, NewInstitution asked) {
    check(asked);
    Institution made = institution(asked);
    return database
        .tx(
            tx ->
                insert(tx, made, asked)
                    .chain(
                        () ->
                            tx.audit(
                                AuditEntry.of(operator, "institution.taken-in", made.id())
                                    .with("kind", made.kind().name()))))
        .replaceWith(made)
        .onFailure(failure -> taken(failure).isPresent())
        .transform(Onboarding::refusal);
  }

  private static void check(NewInstitution asked) {
    if (OWN_DOMAIN.equals(asked.domain())) {
      throw InstitutionProblem.TAKEN.problem().at("/domain", "taken");
    }
    boolean insurer = asked.kind() == InstitutionKind.INSURER;
    if (asked.kind() != InstitutionKind.HOSPITAL && asked.domain() != null) {
      throw InstitutionProblem.KIND.problem().at("/domain", "kind");
    }
    if (insurer && (asked.merchants() != null || asked.insurance() != null)) {
      throw InstitutionProblem.KIND
          .problem()
          .at(asked.merchants() != null ? "/merchants" : "/insurance", "kind");
    }
    if (!insurer && (asked.endpoint() != null || asked.responseKey() != null)) {
      throw InstitutionProblem.KIND
          .problem()
          .at(asked.endpoint() != null ? "/endpoint" : "/responseKey", "kind");
    }
  }

  private Institution institution(NewInstitution asked) {
    return new Institution(
        ids.founding(IdType.INSTITUTION),
        asked.kind(),
        asked.name().strip(),
        asked.code(),
        Optional.ofNullable(asked.domain()),
        Optional.ofNullable(asked.merchants()).map(NewInstitution.Merchants::wechatSubMchid),
        Optional.ofNullable(asked.insurance()).map(NewInstitution.Insurance::fixmedinsCode),
        Optional.ofNullable(asked.insurance()).map(NewInstitution.Insurance::admdvs),
        Optional.ofNullable(asked.endpoint()),
        Optional.ofNullable(asked.responseKey()).map(PublicKey::thumbprint));
  }

  private Uni<Void> insert(SqlTx tx, Institution made, NewInstitution asked) {
    return tx.query(
            """
            insert into institution (id, kind, name, code, domain, wechat_sub_mchid,
              fixmedins_code, admdvs, endpoint, response_key_id, response_key, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            made.id().uuid(),
            made.kind().name(),
            made.name(),
            made.code(),
            made.domain().orElse(null),
            made.subMchid().orElse(null),
            made.fixmedinsCode().orElse(null),
            made.admdvs().orElse(null),
            made.endpoint().orElse(null),
            made.keyId().orElse(null),
            Optional.ofNullable(asked.responseKey()).map(PublicKey::toJson).orElse(null),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static Optional<String> taken(Throwable failure) {
    return Database.constraint(failure).map(TAKEN::get);
  }

  private static Problem refusal(Throwable failure) {
    return InstitutionProblem.TAKEN.problem().at(taken(failure).orElseThrow(), "taken");
  }
}
