package org.yima.benchmarks.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** Signs in as a system or terminal of {@code demo.json}: RFC 6749 with private_key_jwt. */
public final class MachineSignIn {
  private static final String BEARER_ASSERTION =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private MachineSignIn() {}

  /** The client's access token. */
  public static String token(Api server, JsonNode client)
      throws IOException, InterruptedException, GeneralSecurityException, JOSEException {
    String form =
        "grant_type=client_credentials&client_assertion_type="
            + URLEncoder.encode(BEARER_ASSERTION, StandardCharsets.UTF_8)
            + "&client_assertion="
            + assertion(server, client);
    return server.form("/v1/token", form).get("access_token").asText();
  }

  private static String assertion(Api server, JsonNode client)
      throws IOException, GeneralSecurityException, JOSEException {
    String id = client.get("clientId").asText();
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(server.baseUrl() + "/v1/token")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(55)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    jwt.sign(new ECDSASigner(privateKey(Path.of(client.get("privateKeyFile").asText()))));
    return jwt.serialize();
  }

  private static ECPrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}
