package org.yima;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An ID reader at an institution's counter, with its own key. */
public final class TestReader {
  private final EllipticCurveJsonWebKey key;
  private final String id;

  /** Registers a reader over the operator's door. */
  public TestReader(String institution) {
    try {
      key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
    id =
        given()
            .header("Authorization", "Bearer " + TestStaff.operator())
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "label",
                    "window 1",
                    "publicKey",
                    key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)))
            .post("/v1/admin/institutions/" + institution + "/readers")
            .then()
            .statusCode(201)
            .extract()
            .path("readerId");
  }

  /** The reader's id. */
  public String id() {
    return id;
  }

  /** What it reads of somebody's card now. */
  public Map<String, Object> read(TestPeople.Person person) {
    return read(person, Instant.now());
  }

  /** What it read of somebody's card then. */
  public Map<String, Object> read(TestPeople.Person person, Instant at) {
    return Map.of(
        "name",
        person.name(),
        "idType",
        "RESIDENT_ID",
        "idNumber",
        person.idNumber(),
        "readerSignature",
        signature(person, at));
  }

  private String signature(TestPeople.Person person, Instant at) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(id);
    claims.setIssuedAt(NumericDate.fromMilliseconds(at.toEpochMilli()));
    claims.setGeneratedJwtId();
    claims.setStringClaim("name", person.name());
    claims.setStringClaim("idType", "RESIDENT_ID");
    claims.setStringClaim("idNumber", person.idNumber());
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Staff show that the person whose card this reader reads stands before them. */
  public ValidatableResponse arrived(String staffToken, TestPeople.Person person) {
    return shown(staffToken, read(person));
  }

  /** Staff show a reading. */
  public static ValidatableResponse shown(String staffToken, Map<String, Object> cardRead) {
    return given()
        .auth()
        .oauth2(staffToken)
        .contentType(ContentType.JSON)
        .body(Map.of("cardRead", cardRead))
        .post("/v1/staff/presences")
        .then();
  }
}
