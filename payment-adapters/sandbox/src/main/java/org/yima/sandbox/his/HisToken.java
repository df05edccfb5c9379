package org.yima.sandbox.his;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.yima.sandbox.config.Pem;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Json;

/**
 * RFC 7523 private_key_jwt with ES256: one assertion per sign-in, the token kept until shortly
 * before it ends.
 */
final class HisToken {
  private static final int ASSERTION_SECONDS = 50;
  private static final int EARLY_SECONDS = 30;
  private final SandboxConfig.His config;
  private final PrivateKey key;
  private final HttpClient http;
  private final Clock clock;
  private String token;
  private Instant until = Instant.MIN;

  HisToken(SandboxConfig.His config, HttpClient http, Clock clock) {
    this.config = config;
    this.key = Pem.privateKey(config.privateKeyFile(), "EC");
    this.http = http;
    this.clock = clock;
  }

  /** A token that is good now. */
  String get() throws IOException, InterruptedException {
    if (token == null || !clock.instant().isBefore(until)) {
      signIn();
    }
    return token;
  }

  /** Called when the server no longer accepts the token. */
  void forget() {
    token = null;
  }

  private void signIn() throws IOException, InterruptedException {
    String endpoint = config.baseUrl() + "/v1/token";
    String form =
        "grant_type=client_credentials&client_assertion_type="
            + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + encode(assertion(endpoint));
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("sign-in was answered with " + answer.statusCode());
    }
    JsonNode granted = Json.tree(answer.body());
    token = granted.path("access_token").textValue();
    if (token == null) {
      throw new IOException("sign-in gave no token");
    }
    until = clock.instant().plusSeconds(granted.path("expires_in").asLong(60) - EARLY_SECONDS);
  }

  private String assertion(String audience) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", config.clientId());
    claims.put("sub", config.clientId());
    claims.put("aud", audience);
    claims.put("iat", now);
    claims.put("exp", now + ASSERTION_SECONDS);
    claims.put("jti", UUID.randomUUID().toString());
    String text = part(Map.of("alg", "ES256", "typ", "JWT")) + "." + part(claims);
    return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(text));
  }

  private static String part(Object value) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(value));
  }

  private byte[] sign(String text) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
