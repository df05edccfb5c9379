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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Makes the next key that signs codes. Its id is higher than that of every key that is published or
 * lies in the folder, for a key that leaked is published no more and its id is not given again; it
 * is published as soon as the servers have the configuration, and signs only when terminals have
 * had time to fetch it.
 */
final class CodeKeyRotation {
  private static final int MAX_ID = 0xFFFF;
  private static final int LINE = 64;
  private static final Pattern KEPT = Pattern.compile("code-key-(\\d{1,5})\\.pem");

  private final HttpClient http;
  private final String baseUrl;
  private final Clock clock;
  private final SecureRandom random;

  CodeKeyRotation(HttpClient http, String baseUrl, Clock clock, SecureRandom random) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Writes the key into the folder, readable by its owner alone; answers the lines of configuration
   * that bring it in.
   *
   * @param suite by which it signs, whatever the one before it signs by
   * @param overlap how long it is published before it signs
   */
  List<String> next(Path folder, CodeKeySuite suite, Duration overlap)
      throws IOException, InterruptedException, GeneralSecurityException, SignIn.Refused {
    int id = 1 + Math.max(published(), kept(folder));
    if (id > MAX_ID) {
      throw new SignIn.Refused("every key id has been used");
    }
    Path file = folder.resolve("code-key-" + id + ".pem").toAbsolutePath();
    write(file, suite.newKey(random));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String key = "yima.card.keys." + id;
    return List.of(
        key + ".pem=" + file, key + ".not-before=" + now, key + ".signs-from=" + now.plus(overlap));
  }

  /** The highest id of the keys that the folder has, whether or not they sign. */
  private static int kept(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> KEPT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToInt(file -> Integer.parseInt(file.group(1)))
          .max()
          .orElse(0);
    }
  }

  private int published() throws IOException, InterruptedException, SignIn.Refused {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/.well-known/health-card-keys.json")).build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new SignIn.Refused(baseUrl + " publishes no keys: " + answer.statusCode());
    }
    JsonNode keys = new ObjectMapper().readTree(answer.body()).path("keys");
    return StreamSupport.stream(keys.spliterator(), false)
        .mapToInt(key -> key.path("keyId").asInt())
        .max()
        .orElse(0);
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
