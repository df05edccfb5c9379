package org.yima;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.yima.platform.Pem;

/**
 * A system of an institution, with its own key, taken in by the operator and signed in with
 * private_key_jwt: everything over the real doors.
 */
public final class TestClient {
  private final String id;
  private final EllipticCurveJsonWebKey key;

  private TestClient(String id, EllipticCurveJsonWebKey key) {
    this.id = id;
    this.key = key;
  }

  /** Takes an institution in and answers its id; {@code more} are members beside kind and name. */
  public static String institution(String kind, String code, Map<String, Object> more) {
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.put("kind", kind);
    body.put("name", "Institution " + code);
    body.put("code", code);
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/institutions")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Takes in an insurer that the sandbox plays, with the key under which it signs its answers. */
  public static String insurer(String code, String played) {
    Path file =
        Path.of(
            ConfigProvider.getConfig()
                .getValue("yima.test.insurer-key-file." + played, String.class));
    EllipticCurveJsonWebKey jwk =
        new EllipticCurveJsonWebKey((ECPublicKey) Pem.publicKey(file, "EC"));
    return institution(
        "INSURER",
        code,
        Map.of(
            "endpoint",
            TestResident.sandbox() + "/insurers/" + played,
            "responseKey",
            jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
  }

  /** Registers a client of the institution. */
  public static TestClient of(String institutionId, String role) {
    return of(institutionId, role, Map.of());
  }

  /** As {@link #of(String, String)}; {@code more} are members beside role and key. */
  public static TestClient of(String institutionId, String role, Map<String, Object> more) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      Map<String, Object> body = new java.util.HashMap<>(more);
      body.put("role", role);
      body.put("publicKey", key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
      String id =
          given()
              .header("Authorization", "Bearer " + TestStaff.operator())
              .contentType(ContentType.JSON)
              .body(body)
              .post("/v1/admin/institutions/" + institutionId + "/clients")
              .then()
              .statusCode(201)
              .extract()
              .path("clientId");
      return new TestClient(id, key);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An access token. */
  public String token() {
    return given()
        .formParam("grant_type", "client_credentials")
        .formParam(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .formParam("client_assertion", assertion())
        .post("/v1/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A fresh client assertion. */
  public String assertion() {
    try {
      JwtClaims claims = new JwtClaims();
      claims.setIssuer(id);
      claims.setSubject(id);
      claims.setAudience(baseUrl() + "/v1/token");
      claims.setExpirationTimeMinutesInTheFuture(1);
      claims.setGeneratedJwtId();
      JsonWebSignature jws = new JsonWebSignature();
      jws.setPayload(claims.toJson());
      jws.setKey(key.getPrivateKey());
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String baseUrl() {
    return ConfigProvider.getConfig()
        .getOptionalValue("yima.access.base-url", String.class)
        .orElse("http://localhost:8080");
  }

  /** Signs staff of an institution up, so that {@link TestStaff#token} signs them in. */
  public static String staff(String login, String role, String institutionId) {
    Map<String, Object> body =
        new java.util.HashMap<>(
            Map.of(
                "login",
                login,
                "password",
                TestStaff.PASSWORD,
                "role",
                role,
                "totpSecret",
                TestStaff.TOTP_SECRET));
    if (institutionId != null) {
      body.put("institutionId", institutionId);
    }
    return given()
        .port(RestAssured.port)
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/staff")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
