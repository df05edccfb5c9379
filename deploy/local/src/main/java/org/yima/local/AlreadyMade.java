package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a load that was cut off has made at the server without having noted its id. The operator's
 * API makes an institution, a client, a member of staff once; a launcher that was killed between
 * the answer and its own note asks here.
 */
final class AlreadyMade {
  private final Api operator;

  AlreadyMade(Api operator) {
    this.operator = operator;
  }

  /** The id of the institution with that code. */
  Optional<String> institution(String code) throws IOException, InterruptedException {
    return first(operator.get("/v1/admin/institutions?code=" + Api.encoded(code)), "id");
  }

  /** The id of the institution's system that signs in with that key. */
  Optional<String> client(String institution, EcKey key) throws IOException, InterruptedException {
    JsonNode clients = operator.get("/v1/admin/institutions/" + institution + "/clients");
    return StreamSupport.stream(clients.path("items").spliterator(), false)
        .filter(client -> client.path("keyId").asText().equals(key.thumbprint()))
        .map(client -> client.path("clientId").asText())
        .findFirst();
  }

  /** The id of the member of staff with that login. */
  Optional<String> staff(String login) throws IOException, InterruptedException {
    return first(operator.get("/v1/admin/staff?login=" + Api.encoded(login)), "id");
  }

  private static Optional<String> first(JsonNode page, String member) {
    return Optional.of(page.path("items").path(0).path(member).asText())
        .filter(id -> !id.isEmpty());
  }
}
