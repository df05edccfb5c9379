package org.yima.gateway.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yima.sandbox.Sandbox;
import org.yima.sandbox.config.SandboxConfig;

/**
 * The sandbox with the sections that the drivers want, on a free port, and a door for what it
 * reports. Retries of reports are compressed to a thousandth.
 */
public final class SandboxWorld implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Sandbox sandbox;
  private final Hearing hearing = new Hearing();

  private SandboxWorld(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Starts it.
   *
   * @param sections the configuration's sections by their names
   */
  public static SandboxWorld start(Path folder, Map<String, ?> sections) {
    Map<String, Object> config = new LinkedHashMap<>(sections);
    config.put("notificationFactor", 0.001);
    try {
      Path file = folder.resolve("sandbox.json");
      SandboxConfig read =
          SandboxConfig.read(Files.writeString(file, JSON.writeValueAsString(config)));
      return new SandboxWorld(
          Sandbox.start(read, folder.resolve("data"), 0, Clock.systemUTC(), new SecureRandom()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + sandbox.port());
  }

  /** Where reports arrive. */
  public Hearing hearing() {
    return hearing;
  }

  /** A call of the control API that must succeed. */
  public JsonNode control(String path, Map<String, ?> body) {
    try {
      return send(
          HttpRequest.newBuilder(uri().resolve("/control/" + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** What the sandbox shows at a path. */
  public JsonNode read(String path) {
    return send(HttpRequest.newBuilder(uri().resolve(path)).GET().build());
  }

  /** Has the next call of a channel go wrong once. */
  public void fault(String channel, String call, String kind) {
    JsonNode waiting = control("faults", Map.of("channel", channel, "call", call, "kind", kind));
    if (!waiting.path("status").asText().equals("WAITING")) {
      throw new AssertionError(waiting.toString());
    }
  }

  /** What an account of the sandbox's own books holds; 0 where nothing moved yet. */
  public long balance(String channel, String account) {
    JsonNode books =
        send(
            HttpRequest.newBuilder(uri().resolve("/control/books?channel=" + channel))
                .GET()
                .build());
    if (books.path("sum").asLong(-1) != 0) {
      throw new AssertionError("the books of " + channel + " do not sum to nothing");
    }
    for (JsonNode row : books.path("accounts")) {
      if (row.path("account").asText().equals(account)) {
        return row.path("balance").longValue();
      }
    }
    return 0;
  }

  private static JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            request.uri().getPath() + " " + JSON.readTree(answer.body()).path("code"));
      }
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    sandbox.close();
    hearing.close();
  }
}
