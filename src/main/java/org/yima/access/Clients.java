package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;

/** Systems and terminals, each known by its own EC P-256 public key. */
@ApplicationScoped
public class Clients {
  private final Ids ids;
  private final Clock clock;

  public Clients(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Registers a client of an institution; {@code publicKey} is a JWK, its private part refused. */
  public Uni<Id> register(
      SqlTx tx, Caller by, Id institution, Role role, Map<String, Object> publicKey) {
    JsonObject key = checked(publicKey);
    Id id = ids.founding(IdType.CLIENT);
    return tx.write(
            """
            insert into client (bucket, id, role, institution, public_key, created_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            id.bucket(),
            id.uuid(),
            role.name(),
            institution.uuid(),
            key,
            OffsetDateTime.now(clock))
        .call(
            written ->
                tx.audit(AuditEntry.of(by, "client.registered", id).with("role", role.name())))
        .replaceWith(id);
  }

  private static JsonObject checked(Map<String, Object> publicKey) {
    try {
      JsonWebKey key = JsonWebKey.Factory.newJwk(publicKey);
      if (key instanceof EllipticCurveJsonWebKey ec
          && ec.getCurveName().equals("P-256")
          && ec.getPrivateKey() == null) {
        return new JsonObject(ec.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
      }
    } catch (JoseException | RuntimeException notAKey) {
      // What does not read as a key is refused below, like a key of another kind.
    }
    throw AccessProblem.KEY_INVALID.problem().at("/publicKey", "invalid");
  }
}
