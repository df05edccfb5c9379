package org.yima.sandbox.insurer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.notices.Notices;
import org.yima.sandbox.port.SignedDoor;

/** What insurers tell by themselves, signed anew for every attempt, until it is acknowledged. */
final class InsurerNotices {
  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN = List.of(15, 60, 300, 1800, 7200, 21600, 43200);

  private final Map<String, Target> targets;
  private final Notices notices;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** Where an insurer reports, and with which key. */
  record Target(String url, SignedDoor door) {}

  InsurerNotices(
      Map<String, Target> targets,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      double factor) {
    this.targets = Map.copyOf(targets);
    this.notices =
        new Notices(
            "insurer",
            new Notices.Plan("insurer-notify", PLAN, factor),
            this::post,
            books,
            jobs,
            faults,
            clock,
            log);
  }

  private record Notice(String insurerId, String correlationId, String body) {}

  /** A message about nothing that was asked. */
  static String freshCorrelation() {
    return UUID.randomUUID().toString();
  }

  /** Beside the change it tells of; an insurer without an address tells nobody. */
  void tell(
      Transaction tx, String insurerId, String type, String correlationId, Map<String, ?> data) {
    if (!targets.containsKey(insurerId)) {
      return;
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventId", UUID.randomUUID().toString());
    event.put("type", type);
    event.put("at", tx.now());
    event.put("data", data);
    notices.tell(
        tx,
        "notify",
        targets.get(insurerId).url(),
        Json.text(new Notice(insurerId, correlationId, Json.text(event))));
  }

  private boolean post(String url, String payload, boolean forged) {
    Notice notice = Json.read(payload, Notice.class);
    Target target = targets.get(notice.insurerId());
    URI uri = URI.create(url);
    byte[] body = notice.body().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    target
        .door()
        .request("POST", uri.getRawPath(), body, notice.correlationId(), forged)
        .forEach(request::header);
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 || status == 204;
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
