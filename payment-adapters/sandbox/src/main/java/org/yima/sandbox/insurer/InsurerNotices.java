package org.yima.sandbox.insurer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.port.SignedDoor;

/** What insurers tell by themselves, signed anew for every attempt, until it is acknowledged. */
final class InsurerNotices {
  private static final String JOB = "insurer-notify";

  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN = List.of(15, 60, 300, 1800, 7200, 21600, 43200);

  private final Map<String, Target> targets;
  private final Jobs jobs;
  private final Faults faults;
  private final CallLog log;
  private final Clock clock;
  private final double factor;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** Where an insurer reports, and with which key. */
  record Target(String url, SignedDoor door) {}

  InsurerNotices(
      Map<String, Target> targets,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      double factor) {
    this.targets = Map.copyOf(targets);
    this.jobs = jobs;
    this.faults = faults;
    this.log = log;
    this.clock = clock;
    this.factor = factor;
    jobs.handle(JOB, this::deliver);
  }

  private record Notice(String insurerId, String correlationId, String body, int attempts) {
    Notice again() {
      return new Notice(insurerId, correlationId, body, attempts + 1);
    }
  }

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
    FaultKind fault =
        faults
            .take(
                tx,
                "insurer",
                "notify",
                kind -> kind == FaultKind.NOTIFY_TWICE || kind == FaultKind.NOTIFY_NEVER)
            .kind();
    if (fault == FaultKind.NOTIFY_NEVER) {
      return;
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventId", UUID.randomUUID().toString());
    event.put("type", type);
    event.put("at", tx.now());
    event.put("data", data);
    String notice = Json.text(new Notice(insurerId, correlationId, Json.text(event), 0));
    jobs.schedule(tx, JOB, tx.now(), notice);
    if (fault == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, JOB, tx.now(), notice);
    }
  }

  private Optional<Jobs.Again> deliver(String body) {
    Notice notice = Json.read(body, Notice.class);
    int status = post(notice);
    log.event(
        "notification type=insurer attempt=%d status=%d".formatted(notice.attempts() + 1, status));
    if (status == 200 || status == 204 || notice.attempts() >= PLAN.size()) {
      return Optional.empty();
    }
    Instant due =
        clock.instant().plusMillis(Math.round(PLAN.get(notice.attempts()) * 1000 * factor));
    return Optional.of(new Jobs.Again(due, Json.text(notice.again())));
  }

  /** The status of the acknowledgement, 0 when there was none. */
  private int post(Notice notice) {
    Target target = targets.get(notice.insurerId());
    URI uri = URI.create(target.url());
    byte[] body = notice.body().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    target
        .door()
        .request("POST", uri.getRawPath(), body, notice.correlationId())
        .forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
