package org.yima.local;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.yima.cli.signin.ClientAssertion;

/** Signs in as a system of an institution: RFC 6749 client credentials with private_key_jwt. */
final class Machine {
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
    String assertion;
    try {
      assertion =
          ClientAssertion.of(
              clientId, server.baseUrl() + "/v1/token", key.privateKey(), clock.instant(), random);
    } catch (InvalidKeyException damaged) {
      throw new StartFailure("The key of the client " + clientId + " is damaged", damaged);
    }
    String token =
        server
            .form(
                "/v1/token",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_assertion_type",
                    ClientAssertion.TYPE,
                    "client_assertion",
                    assertion))
            .path("access_token")
            .asText();
    return server.as(token);
  }
}
