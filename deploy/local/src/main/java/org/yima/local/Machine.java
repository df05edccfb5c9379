package org.yima.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs in as a system of an institution: RFC 6749 client credentials with private_key_jwt. */
final class Machine {
  private static final int ASSERTION_SECONDS = 30;

  private final Api server;
  private final Clock clock;
  private final SecureRandom random;

  Machine(Api server, Clock clock, SecureRandom random) {
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /** The server, asked as this client. */
  Api signIn(String clientId, EcKey key) throws IOException, InterruptedException {
    byte[] once = new byte[16];
    random.nextBytes(once);
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", clientId);
    claims.put("sub", clientId);
    claims.put("aud", server.baseUrl() + "/v1/token");
    claims.put("iat", now);
    claims.put("exp", now + ASSERTION_SECONDS);
    claims.put("jti", HexFormat.of().formatHex(once));
    String assertion = key.sign(new ObjectMapper().writeValueAsString(claims));
    String token =
        server
            .form(
                "/v1/token",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "client_assertion",
                    assertion))
            .path("access_token")
            .asText();
    return server.as(token);
  }
}
