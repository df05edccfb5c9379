package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.yima.healthcard.code.Scene;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;

/** Systems and terminals, each known by its own EC P-256 public key. */
@ApplicationScoped
public class Clients {
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  public Clients(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Registers a client of an institution.
   *
   * @param publicKey a JWK; its private part is refused
   * @param scenes the only ones that a terminal may scan for; of any where empty
   */
  public Uni<Id> register(
      SqlTx tx,
      Caller by,
      Id institution,
      Role role,
      Map<String, Object> publicKey,
      Set<Scene> scenes) {
    JsonObject key = checked(publicKey);
    Id id = ids.founding(IdType.CLIENT);
    return tx.write(
            """
            insert into client (bucket, id, role, institution, public_key, created_at, scenes)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            id.bucket(),
            id.uuid(),
            role.name(),
            institution.uuid(),
            key,
            OffsetDateTime.now(clock),
            scenes.isEmpty() ? null : names(scenes).toArray(String[]::new))
        .call(
            written ->
                tx.audit(
                    AuditEntry.of(by, "client.registered", id)
                        .with("role", role.name())
                        .with("scenes", String.join(" ", names(scenes)))))
        .replaceWith(id);
  }

  private static List<String> names(Set<Scene> scenes) {
    return scenes.stream().map(Scene::name).sorted().toList();
  }

  /** The scenes that a column lists; none where it is null, which limits nothing. */
  public static Set<Scene> scenes(Row row) {
    Set<Scene> scenes = EnumSet.noneOf(Scene.class);
    String[] names = row.getArrayOfStrings("scenes");
    Stream.ofNullable(names).flatMap(Arrays::stream).map(Scene::valueOf).forEach(scenes::add);
    return scenes;
  }

  /**
   * A registered client.
   *
   * @param thumbprint of its public key (RFC 7638, SHA-256)
   * @param scenes as it was registered
   */
  public record Registered(
      Id id, Role role, String thumbprint, OffsetDateTime createdAt, Set<Scene> scenes) {
    public Registered {
      scenes = Set.copyOf(scenes);
    }
  }

  /** The clients of an institution that have not been ended, newest first. */
  public Uni<List<Registered>> of(Id institution) {
    return database
        .query(
            """
            select id, role, public_key, created_at, scenes from client
            where institution = $1 and ended_at is null order by created_at desc, id desc
            """,
            institution.uuid())
        .map(
            rows -> {
              List<Registered> clients = new ArrayList<>();
              rows.forEach(row -> clients.add(registered(row)));
              return clients;
            });
  }

  private static Registered registered(Row row) {
    try {
      return new Registered(
          new Id(IdType.CLIENT, row.getUUID("id")),
          Role.valueOf(row.getString("role")),
          JsonWebKey.Factory.newJwk(row.getJsonObject("public_key").getMap())
              .calculateBase64urlEncodedThumbprint("SHA-256"),
          row.getOffsetDateTime("created_at"),
          scenes(row));
    } catch (JoseException e) {
      throw new IllegalStateException("a stored key that no longer reads", e);
    }
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
