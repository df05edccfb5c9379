package org.yima.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Every audience signs in as it would in life. */
final class SignIn {
  private SignIn() {}

  /** A resident, by phone and the one-time code that the sandbox's outbox shows. */
  static String resident(World world, String phone) {
    Door.of(world, "app")
        .body(Map.of("phone", phone))
        .post("/v1/app/login/otp")
        .then()
        .statusCode(202);
    String code =
        Door.sandbox(world)
            .queryParam("phone", phone)
            .get("/sms/outbox")
            .then()
            .statusCode(200)
            .extract()
            .path("items[0].code");
    return Door.of(world, "app")
        .body(Map.of("phone", phone, "otp", code))
        .post("/v1/app/login")
        .then()
        .statusCode(200)
        .extract()
        .path("accessToken");
  }

  /** A system or terminal of {@code var/demo.json}, by private_key_jwt. */
  static String client(World world, JsonNode client) {
    return Door.form(world, "hospital")
        .formParam("grant_type", "client_credentials")
        .formParam(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .formParam("client_assertion", assertion(world, client))
        .post("/v1/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private static String assertion(World world, JsonNode client) {
    String id = client.get("clientId").asText();
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(world.baseUrl() + "/v1/token")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(55)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    try {
      jwt.sign(new ECDSASigner(privateKey(Path.of(client.get("privateKeyFile").asText()))));
      return jwt.serialize();
    } catch (JOSEException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECPrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  /** A member of staff of {@code var/demo.json}; a second factor counts once in its 30 seconds. */
  static String staff(World world, JsonNode member) {
    return Door.of(world, "admin")
        .body(
            Map.of(
                "login",
                member.get("login").asText(),
                "password",
                member.get("password").asText(),
                "totp",
                totp(member.get("totpSecret").asText())))
        .post("/v1/staff/login")
        .then()
        .statusCode(200)
        .extract()
        .path("accessToken");
  }

  private static String totp(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"));
      long step = Instant.now().getEpochSecond() / 30;
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, 4).getInt() & 0x7fffffff;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
