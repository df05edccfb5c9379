package org.yima.access.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yima.access.AccessConfig;
import org.yima.access.AccessProblem;
import org.yima.access.Clients;
import org.yima.healthcard.code.Scene;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.Sha256;
import org.yima.platform.SqlTx;

/**
 * Sign-ins of people: each gives short access tokens against a refresh token that changes at every
 * use. A refresh token that is used a second time has been stolen or lost: it ends the sign-in.
 */
@ApplicationScoped
public class SignIns {
  private static final String CLIENT_ALIVE =
      "select scenes from client where bucket = $1 and id = $2 and ended_at is null";
  private static final String SIGN_IN_ALIVE =
      """
      select null::text[] as scenes from sign_in
      where bucket = $1 and id = $2 and ended_at is null
      """;

  private final Database database;
  private final AccessTokens tokens;
  private final AccessConfig config;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  public SignIns(
      Database database,
      AccessTokens tokens,
      AccessConfig config,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.config = config;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** What a sign-in or a refresh gives; {@code expiresIn} in seconds. */
  public record Granted(
      @JsonProperty(required = true) String accessToken,
      @JsonProperty(required = true) String refreshToken,
      @JsonProperty(required = true) long expiresIn) {}

  /** Begins a sign-in. */
  public Uni<Granted> begin(SqlTx tx, Role role, Id subject, Optional<Id> institution) {
    Id signIn = ids.founding(IdType.SESSION);
    String secret = secret();
    return tx.write(
            """
            insert into sign_in (bucket, id, subject, role, institution, refresh_hash, expires_at,
                                 created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            signIn.bucket(),
            signIn.uuid(),
            subject.toString(),
            role.name(),
            institution.map(Id::uuid).orElse(null),
            hash(secret),
            OffsetDateTime.now(clock).plus(config.sessionLife()),
            OffsetDateTime.now(clock))
        .map(written -> granted(signIn, secret, role, subject, institution));
  }

  /** Exchanges a refresh token for new tokens. */
  public Uni<Granted> refresh(String refreshToken) {
    int dot = refreshToken.indexOf('.');
    Optional<Id> signIn =
        dot < 0 ? Optional.empty() : Id.parse(IdType.SESSION, refreshToken.substring(0, dot));
    return signIn.isEmpty()
        ? Uni.createFrom().failure(AccessProblem.EXPIRED.problem())
        : database
            .tx(tx -> refresh(tx, signIn.get(), refreshToken.substring(dot + 1)))
            .map(granted -> granted.orElseThrow(AccessProblem.EXPIRED::problem));
  }

  /**
   * Empty when the token is not the current one. The one before it was stolen or is a thief's: that
   * ends the sign-in, and the end must commit. A made-up one ends nothing.
   */
  private Uni<Optional<Granted>> refresh(SqlTx tx, Id signIn, String secret) {
    return tx.query(
            "select * from sign_in where bucket = $1 and id = $2 for update",
            signIn.bucket(),
            signIn.uuid())
        .chain(
            rows -> {
              if (rows.rowCount() == 0) {
                return Uni.createFrom().item(Optional.<Granted>empty());
              }
              Row row = rows.iterator().next();
              if (row.getValue("ended_at") != null
                  || !row.getOffsetDateTime("expires_at").isAfter(OffsetDateTime.now(clock))) {
                return Uni.createFrom().item(Optional.<Granted>empty());
              }
              byte[] given = hash(secret).getBytes();
              if (Arrays.equals(given, row.getBuffer("refresh_hash").getBytes())) {
                return rotate(tx, signIn, row).map(Optional::of);
              }
              boolean again =
                  row.getBuffer("used_hash") != null
                      && Arrays.equals(given, row.getBuffer("used_hash").getBytes());
              return again
                  ? end(tx, signIn).map(ended -> Optional.<Granted>empty())
                  : Uni.createFrom().item(Optional.<Granted>empty());
            });
  }

  private Uni<Granted> rotate(SqlTx tx, Id signIn, Row row) {
    String secret = secret();
    Id subject = Id.parse(row.getString("subject")).orElseThrow();
    Optional<Id> institution =
        Optional.ofNullable(row.getUUID("institution")).map(SignIns::institution);
    return tx.write(
            """
            update sign_in set used_hash = refresh_hash, refresh_hash = $3, expires_at = $4
            where bucket = $1 and id = $2
            """,
            signIn.bucket(),
            signIn.uuid(),
            hash(secret),
            OffsetDateTime.now(clock).plus(config.sessionLife()))
        .map(
            written ->
                granted(signIn, secret, Role.valueOf(row.getString("role")), subject, institution));
  }

  static Id institution(UUID id) {
    return new Id(IdType.INSTITUTION, id);
  }

  /** Ends one sign-in. */
  public Uni<Integer> end(SqlTx tx, Id signIn) {
    return tx.write(
        "update sign_in set ended_at = $3 where bucket = $1 and id = $2 and ended_at is null",
        signIn.bucket(),
        signIn.uuid(),
        OffsetDateTime.now(clock));
  }

  /** Ends every sign-in of a subject: its credentials have changed hands. */
  public Uni<Integer> endAll(SqlTx tx, Id subject) {
    return tx.write(
        "update sign_in set ended_at = $2 where subject = $1 and ended_at is null",
        subject.toString(),
        OffsetDateTime.now(clock));
  }

  /**
   * The scenes to which the sign-in or client that a token lives by is bound; none when it is bound
   * to none, and nothing when it has been ended.
   */
  Uni<Optional<Set<Scene>>> alive(Id livesBy) {
    return database
        .query(
            livesBy.type() == IdType.CLIENT ? CLIENT_ALIVE : SIGN_IN_ALIVE,
            livesBy.bucket(),
            livesBy.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(Clients.scenes(rows.iterator().next())));
  }

  private Granted granted(
      Id signIn, String secret, Role role, Id subject, Optional<Id> institution) {
    return new Granted(
        tokens.issue(role, subject, institution, signIn),
        signIn + "." + secret,
        tokens.lifeSeconds());
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Buffer hash(String secret) {
    return Buffer.buffer(Sha256.of(secret.getBytes(StandardCharsets.UTF_8)));
  }
}
