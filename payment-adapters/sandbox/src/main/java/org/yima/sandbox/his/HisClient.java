package org.yima.sandbox.his;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;

/**
 * Reads the appointment feed and confirms what waits for the hospital. The place in the feed is
 * kept on disk and moves only when everything before it was answered, so a server that is away or a
 * restart loses nothing; confirmations carry a key made of the appointment's id, so a repetition
 * changes nothing.
 */
public final class HisClient implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;
  private static final Set<Integer> FOREIGN_PLACE = Set.of(400, 404, 410, 422);
  private final SandboxConfig.His config;
  private final Books books;
  private final CallLog log;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final HisToken token;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> answered = new HashSet<>();
  private boolean away;

  public HisClient(SandboxConfig.His config, Books books, CallLog log, Clock clock) {
    this.config = config;
    this.books = books;
    this.log = log;
    this.token = new HisToken(config, http, clock);
  }

  private record FeedPlace(String hospitalId, String after) {}

  /** Begins to read. */
  public void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::poll, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      while (page()) {
        // Another page waits.
      }
      away = false;
    } catch (IOException | RuntimeException e) {
      if (!away) {
        log.event(
            "his-waits hospital=%s cause=%s"
                .formatted(config.hospitalId(), e.getClass().getSimpleName()));
      }
      away = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads and answers one page; whether another is worth asking for at once. */
  private boolean page() throws IOException, InterruptedException {
    String after =
        books.transact(
            tx -> tx.find(FeedPlace.class, config.hospitalId()).map(FeedPlace::after).orElse(""));
    String target =
        "/v1/hospital/appointments"
            + (after.isEmpty() ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer = send(request(target).GET().build());
    if (!after.isEmpty() && FOREIGN_PLACE.contains(answer.statusCode())) {
      // The server no longer knows this place, as after it was set up anew: read from the
      // beginning.
      keepPlace("");
      return true;
    }
    if (answer.statusCode() != 200) {
      throw new IOException("the feed was answered with " + answer.statusCode());
    }
    JsonNode page = Json.tree(answer.body());
    for (JsonNode item : page.path("items")) {
      if (item.path("status").asText().equals("AWAITING_CONFIRMATION")) {
        String id = item.path("id").asText();
        if (!answered.contains(id)) {
          confirm(id);
          answered.add(id);
        }
      }
    }
    String next = page.path("next").asText("");
    if (next.isEmpty() || next.equals(after)) {
      return false;
    }
    keepPlace(next);
    return !page.path("items").isEmpty();
  }

  private void keepPlace(String after) {
    books.transact(
        tx -> {
          tx.put(config.hospitalId(), "", new FeedPlace(config.hospitalId(), after));
          return null;
        });
    // A page is only seen again while the place stands still, so what was answered before need not
    // be remembered.
    answered.clear();
  }

  private void confirm(String id) throws IOException, InterruptedException {
    if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
      throw new IOException("an appointment id of another shape");
    }
    HttpResponse<byte[]> answer =
        send(
            request("/v1/hospital/appointments/" + id + "/confirm")
                .header("Idempotency-Key", "his-confirm-" + id)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    log.event(
        "his-confirm hospital=%s status=%d".formatted(config.hospitalId(), answer.statusCode()));
    // 409, 410 and 422 tell that the number is no longer to be confirmed, 404 that it is gone:
    // answered all the same.
    int status = answer.statusCode();
    boolean answered =
        status / 100 == 2 || status == 404 || status == 409 || status == 410 || status == 422;
    if (!answered) {
      throw new IOException("a confirmation was answered with " + status);
    }
  }

  private HttpRequest.Builder request(String target) throws IOException, InterruptedException {
    return HttpRequest.newBuilder(URI.create(config.baseUrl() + target))
        .timeout(Duration.ofSeconds(10))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token.get());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == 401) {
      token.forget();
    }
    return answer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
