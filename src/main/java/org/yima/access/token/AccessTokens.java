package org.yima.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.yima.access.AccessConfig;
import org.yima.access.AccessProblem;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.Role;
import org.yima.platform.Sha256;

/**
 * Issues and verifies access tokens: JWT, ES256, ten minutes by default. Verified tokens are
 * remembered by their hash until they expire, because an ECDSA verification costs more than the
 * rest of a request.
 */
@ApplicationScoped
public class AccessTokens {
  private static final String ISSUER = "yima";

  /** What a valid token says: the caller, and the sign-in or client it lives by. */
  public record Proven(Caller caller, Id livesBy, Instant expiresAt) {}

  private final SigningKeys keys;
  private final AccessConfig config;
  private final Clock clock;
  private final Cache<String, Proven> verified = Caffeine.newBuilder().maximumSize(20_000).build();

  public AccessTokens(SigningKeys keys, AccessConfig config, Clock clock) {
    this.keys = keys;
    this.config = config;
    this.clock = clock;
  }

  /** Seconds that a new token lives. */
  public long lifeSeconds() {
    return config.tokenLife().toSeconds();
  }

  /** Issues a token for a caller; {@code livesBy} is the sign-in or client whose end ends it. */
  public String issue(Role role, Id subject, Optional<Id> institution, Id livesBy) {
    Instant now = clock.instant();
    JwtClaimsBuilder claims =
        Jwt.issuer(ISSUER)
            .subject(subject.toString())
            .issuedAt(now)
            .expiresAt(now.plus(config.tokenLife()))
            .claim("role", role.name())
            .claim("by", livesBy.toString());
    institution.ifPresent(id -> claims.claim("ins", id.toString()));
    return claims.jws().keyId(keys.signingKeyId()).sign(keys.signingKey());
  }

  /**
   * Verifies a token; throws {@code auth.expired} or {@code auth.missing} when it proves nothing.
   */
  public Proven verify(String token) {
    String hash = HexFormat.of().formatHex(Sha256.of(token.getBytes(StandardCharsets.ISO_8859_1)));
    Proven known = verified.getIfPresent(hash);
    Proven proven = known == null ? read(token) : known;
    if (!clock.instant().isBefore(proven.expiresAt())) {
      throw AccessProblem.EXPIRED.problem();
    }
    verified.put(hash, proven);
    return proven;
  }

  private Proven read(String token) {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setExpectedIssuer(ISSUER)
            .setRequireSubject()
            .setRequireExpirationTime()
            .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
            .setJwsAlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
            .setVerificationKeyResolver(resolver())
            .build();
    try {
      JwtClaims claims = consumer.processToClaims(token);
      return new Proven(
          new Caller(
              Role.valueOf(claims.getStringClaimValue("role")),
              Id.parse(claims.getSubject()),
              Optional.ofNullable(claims.getStringClaimValue("ins")).flatMap(Id::parse),
              Optional.empty()),
          Id.parse(claims.getStringClaimValue("by")).orElseThrow(AccessProblem.MISSING::problem),
          Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
    } catch (InvalidJwtException e) {
      throw e.hasErrorCode(ErrorCodes.EXPIRED)
          ? AccessProblem.EXPIRED.problem()
          : AccessProblem.MISSING.problem();
    } catch (MalformedClaimException e) {
      throw AccessProblem.MISSING.problem();
    }
  }

  private VerificationKeyResolver resolver() {
    return (JsonWebSignature jws, java.util.List<JsonWebStructure> nesting) -> key(jws);
  }

  private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
    String id = jws.getKeyIdHeaderValue();
    return Optional.ofNullable(id)
        .flatMap(keys::verifying)
        .orElseThrow(() -> new UnresolvableKeyException("unknown key"));
  }
}
