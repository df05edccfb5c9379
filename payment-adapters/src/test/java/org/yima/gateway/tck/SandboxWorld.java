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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.sandbox.Sandbox;
import org.yima.sandbox.config.SandboxConfig;

/**
 * The sandbox with the sections that the drivers want, on a free port, and a door for what it
 * reports. Retries of reports are compressed to a thousandth, and silence lasts a second.
 */
public final class SandboxWorld implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** Long enough that whoever waits for an answer gives up before. */
  private static final long SILENCE_MILLIS = 1_000;

  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final int ATTEMPTS = 10;
  private static final int INSURANCE_PAID = 4;

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
    config.put("silenceMillis", SILENCE_MILLIS);
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
      return send(posting(path, body));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private HttpRequest posting(String path, Map<String, ?> body) throws IOException {
    return HttpRequest.newBuilder(uri().resolve("/control/" + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
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

  /** What can get lost of a call's answer, and how. */
  Set<Loss> losses(String channel, String call) {
    Set<Loss> all = EnumSet.noneOf(Loss.class);
    for (JsonNode kind : read("/control/faults").path("calls").path(channel).path(call)) {
      Arrays.stream(Loss.values())
          .filter(loss -> loss.name().equals(kind.asText()))
          .forEach(all::add);
    }
    if (all.isEmpty()) {
      throw new AssertionError(channel + " has no call " + call);
    }
    return all;
  }

  /**
   * Asks so that the answer gets lost. Whoever waits for little may give up before the gateway has
   * heard anything, and then asks again.
   *
   * @param ask gives what the asking was told
   */
  void lose(String channel, String call, Loss loss, Runnable ask) {
    String before = lost(channel, call, loss);
    fault(channel, call, loss.name());
    for (int i = 0; i < ATTEMPTS; i++) {
      ask.run();
      long end = System.nanoTime() + PATIENCE_NANOS;
      do {
        // The line is written when the effect is committed.
        if (!lost(channel, call, loss).equals(before)) {
          return;
        }
      } while (System.nanoTime() - end < 0);
    }
    throw new AssertionError(channel + " " + call + " was never asked, to lose it by " + loss);
  }

  /** The newest line about such a loss, or empty text. */
  private String lost(String channel, String call, Loss loss) {
    for (JsonNode line : read("/control/calls").path("items")) {
      if (line.path("channel").asText().equals(channel)
          && line.path("call").asText().equals(call)
          && line.path("fault").asText().equals(loss.name())) {
        return line.toString();
      }
    }
    return "";
  }

  /** What its payer names an order by that waits, whoever knows of it. */
  Optional<String> waiting(String channel, String merchant, String number) {
    for (JsonNode order : read("/control/orders").path("items")) {
      if (order.path("channel").asText().equals(channel.toUpperCase(Locale.ROOT))
          && order.path("merchant").asText().equals(merchant)
          && order.path("outTradeNo").asText().equals(number)) {
        return Optional.of(order.path("prepayId").asText());
      }
    }
    return Optional.empty();
  }

  /** Has a payer pay what they name so; what came of it, or the code of a refusal. */
  String approve(String channel, String payer, String id) {
    return approve(channel, payer, id, "");
  }

  /** As above, with what they type for their password. */
  String approve(String channel, String payer, String id, String password) {
    Map<String, String> typed = new HashMap<>(Map.of("prepayId", id));
    typed.put("channel", channel.toUpperCase(Locale.ROOT));
    if (!password.isEmpty()) {
      typed.put("password", password);
    }
    try {
      HttpResponse<byte[]> answer = answer(posting("payers/" + payer + "/approve", typed));
      JsonNode said = JSON.readTree(answer.body());
      return said.path(answer.statusCode() == 200 ? "status" : "code").asText();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Whether what is pre-settled was paid at the centre's own cashier. */
  boolean isPaidAtCashier(String payOrdId) {
    try {
      HttpResponse<byte[]> answer = answer(posting("mobile-orders/" + payOrdId + "/pay", Map.of()));
      return JSON.readTree(answer.body()).path("ordStas").asInt() == INSURANCE_PAID;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
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
      HttpResponse<byte[]> answer = answer(request);
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            request.uri().getPath() + " " + JSON.readTree(answer.body()).path("code"));
      }
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
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
