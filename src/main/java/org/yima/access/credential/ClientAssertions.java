package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.yima.access.AccessConfig;
import org.yima.access.token.AccessTokens;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;
import org.yima.platform.Sha256;

/**
 * {@code private_key_jwt} (RFC 7523): a client proves itself by a short JWT that it signed with its
 * own key, each once.
 */
@ApplicationScoped
public class ClientAssertions {
  private static final int LIFE_SECONDS = 60;
  private static final int SKEW_SECONDS = 30;

  private final Database database;
  private final AccessTokens tokens;
  private final AccessConfig config;
  private final Clock clock;

  public ClientAssertions(
      Database database, AccessTokens tokens, AccessConfig config, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
  }

  /** An access token for the client, or empty when the assertion proves nothing. */
  public Uni<Optional<String>> exchange(String assertion) {
    return Uni.createFrom()
        .item(() -> claimedClient(assertion))
        .chain(
            client ->
                client.isEmpty()
                    ? Uni.createFrom().item(Optional.<String>empty())
                    : exchange(client.get(), assertion));
  }

  private Uni<Optional<String>> exchange(Id client, String assertion) {
    return database
        .query(
            "select * from client where bucket = $1 and id = $2 and ended_at is null",
            client.bucket(),
            client.uuid())
        .chain(
            rows -> {
              if (rows.rowCount() == 0) {
                return Uni.createFrom().item(Optional.<String>empty());
              }
              Row row = rows.iterator().next();
              Optional<JwtClaims> claims = verified(client, row, assertion);
              return claims.isEmpty()
                  ? Uni.createFrom().item(Optional.<String>empty())
                  : firstUse(client, claims.get())
                      .map(first -> first ? Optional.of(token(client, row)) : Optional.empty());
            });
  }

  private String token(Id client, Row row) {
    return tokens.issue(
        Role.valueOf(row.getString("role")),
        client,
        Optional.of(new Id(IdType.INSTITUTION, row.getUUID("institution"))),
        client);
  }

  private static Optional<Id> claimedClient(String assertion) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setSkipAllValidators()
              .setDisableRequireSignature()
              .setSkipSignatureVerification()
              .build()
              .processToClaims(assertion);
      return Id.parse(IdType.CLIENT, claims.getSubject());
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }

  private Optional<JwtClaims> verified(Id client, Row row, String assertion) {
    try {
      JsonWebKey key = JsonWebKey.Factory.newJwk(row.getJsonObject("public_key").getMap());
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKey(key.getKey())
              .setJwsAlgorithmConstraints(
                  AlgorithmConstraints.ConstraintType.PERMIT,
                  AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
              .setExpectedIssuer(client.toString())
              .setExpectedSubject(client.toString())
              .setExpectedAudience(config.baseUrl() + "/v1/token")
              .setRequireExpirationTime()
              .setRequireJwtId()
              .setAllowedClockSkewInSeconds(SKEW_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(assertion);
      long ahead = claims.getExpirationTime().getValue() - clock.instant().getEpochSecond();
      return ahead <= LIFE_SECONDS + SKEW_SECONDS ? Optional.of(claims) : Optional.empty();
    } catch (InvalidJwtException | MalformedClaimException | JoseException e) {
      return Optional.empty();
    }
  }

  private Uni<Boolean> firstUse(Id client, JwtClaims claims) {
    try {
      byte[] hash = Sha256.of((client + ":" + claims.getJwtId()).getBytes(StandardCharsets.UTF_8));
      OffsetDateTime expires =
          Instant.ofEpochSecond(claims.getExpirationTime().getValue() + SKEW_SECONDS)
              .atOffset(ZoneOffset.UTC);
      return database
          .query(
              """
              insert into client_assertion (bucket, jti_hash, expires_at) values ($1, $2, $3)
              on conflict do nothing returning 1
              """,
              Bucket.ofHash(hash),
              Buffer.buffer(hash),
              expires)
          .map(rows -> rows.rowCount() == 1);
    } catch (MalformedClaimException e) {
      return Uni.createFrom().item(false);
    }
  }
}
