package org.yima.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Makes the next key that signs codes. Its id is one that no published key has had; it is published
 * as soon as the servers have the configuration, and signs only when terminals have had time to
 * fetch it.
 */
final class CodeKeyRotation {
  private static final int MAX_ID = 0xFFFF;
  private static final int LINE = 64;

  private final HttpClient http;
  private final String baseUrl;
  private final Clock clock;

  CodeKeyRotation(HttpClient http, String baseUrl, Clock clock) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /**
   * Writes the key into the folder, readable by its owner alone; answers the lines of configuration
   * that bring it in.
   *
   * @param overlap how long it is published before it signs
   */
  List<String> next(Path folder, Duration overlap)
      throws IOException, InterruptedException, GeneralSecurityException, SignIn.Refused {
    int id = nextId();
    Path file = folder.resolve("code-key-" + id + ".pem").toAbsolutePath();
    write(
        file, KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String key = "yima.card.keys." + id;
    return List.of(
        key + ".pem=" + file, key + ".not-before=" + now, key + ".signs-from=" + now.plus(overlap));
  }

  private int nextId() throws IOException, InterruptedException, SignIn.Refused {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/.well-known/health-card-keys.json")).build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new SignIn.Refused(baseUrl + " publishes no keys: " + answer.statusCode());
    }
    JsonNode keys = new ObjectMapper().readTree(answer.body()).path("keys");
    int id =
        1
            + StreamSupport.stream(keys.spliterator(), false)
                .mapToInt(key -> key.path("keyId").asInt())
                .max()
                .orElse(0);
    if (id > MAX_ID) {
      throw new SignIn.Refused("every key id has been used");
    }
    return id;
  }

  private static void write(Path file, byte[] pkcs8) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String base64 =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(pkcs8);
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
        StandardOpenOption.WRITE);
  }
}
