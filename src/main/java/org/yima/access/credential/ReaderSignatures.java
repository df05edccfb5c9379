package org.yima.access.credential;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.yima.access.AccessProblem;
import org.yima.access.CardRead;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Checks what an ID reader has signed: by its own key, a minute old at most, of this document. */
@ApplicationScoped
public class ReaderSignatures {
  private static final int FRESH_SECONDS = 60;
  private static final int SKEW_SECONDS = 30;
  private static final JwtConsumer UNPROVEN =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setDisableRequireSignature()
          .setSkipSignatureVerification()
          .build();

  private final Clock clock;

  ReaderSignatures(Clock clock) {
    this.clock = clock;
  }

  /** The reader that a signature says it comes from; nothing is proved by that. */
  public Optional<Id> readerOf(String signature) {
    try {
      return Id.parse(IdType.READER, UNPROVEN.processToClaims(signature).getIssuer());
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }

  /** Names one reading: the reader and its number of it. Only of a signature that holds. */
  public String reading(String signature) {
    try {
      JwtClaims claims = UNPROVEN.processToClaims(signature);
      return claims.getIssuer() + ":" + claims.getJwtId();
    } catch (InvalidJwtException | MalformedClaimException e) {
      throw AccessProblem.CARD_READ_REFUSED.problem();
    }
  }

  /** Whether the reader with this key has signed just this document just now. */
  public boolean holds(JsonObject publicKey, CardRead read) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKey(JsonWebKey.Factory.newJwk(publicKey.getMap()).getKey())
              .setJwsAlgorithmConstraints(
                  AlgorithmConstraints.ConstraintType.PERMIT,
                  AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
              .setRequireJwtId()
              .setRequireIssuedAt()
              .setIssuedAtRestrictions(SKEW_SECONDS, FRESH_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(read.readerSignature());
      return Objects.equals(claims.getStringClaimValue("name"), read.name())
          && Objects.equals(claims.getStringClaimValue("idType"), read.idType())
          && Objects.equals(claims.getStringClaimValue("idNumber"), read.idNumber());
    } catch (InvalidJwtException | MalformedClaimException | JoseException e) {
      return false;
    }
  }
}
