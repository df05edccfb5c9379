package org.yima.sandbox.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;

/**
 * 6302, repeated until the hospital answers that it settled (5, then 6). The centre's own plan is
 * not published; this one is a wallet's.
 */
final class MobileNotifications {
  private static final String JOB = "mobile-notify";

  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN = List.of(15, 15, 30, 180, 600, 1200, 1800, 3600);

  private final MobileEnvelope envelope;
  private final String url;
  private final Books books;
  private final Jobs jobs;
  private final Faults faults;
  private final Clock clock;
  private final CallLog log;
  private final double factor;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** {@code url} null: nobody is told. */
  MobileNotifications(
      MobileEnvelope envelope,
      String url,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log,
      double factor) {
    this.envelope = envelope;
    this.url = url;
    this.books = books;
    this.jobs = jobs;
    this.faults = faults;
    this.clock = clock;
    this.log = log;
    this.factor = factor;
    jobs.handle(JOB, this::deliver);
  }

  private record Delivery(String payOrdId, String said, int attempts) {}

  boolean nobodyListens() {
    return url == null;
  }

  /** Beside the change it tells of. */
  void tell(Transaction tx, MobileOrder order) {
    if (nobodyListens()) {
      return;
    }
    FaultKind fault =
        faults
            .take(
                tx,
                MobileCashier.CHANNEL,
                "notify",
                kind -> kind == FaultKind.NOTIFY_TWICE || kind == FaultKind.NOTIFY_NEVER)
            .kind();
    if (fault == FaultKind.NOTIFY_NEVER) {
      return;
    }
    Map<String, Object> said = MobileViews.traced(order);
    said.remove("ordStas");
    String body = Json.text(new Delivery(order.payOrdId(), Json.text(Map.of("data", said)), 0));
    jobs.schedule(tx, JOB, tx.now(), body);
    if (fault == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, JOB, tx.now(), body);
    }
  }

  private Optional<Jobs.Again> deliver(String body) {
    Delivery delivery = Json.read(body, Delivery.class);
    boolean accepted = post(delivery);
    log.event(
        "notification type=6302 attempt=%d accepted=%b"
            .formatted(delivery.attempts() + 1, accepted));
    if (accepted) {
      books.transact(tx -> hospitalSettled(tx, delivery.payOrdId()));
      return Optional.empty();
    }
    if (delivery.attempts() >= PLAN.size()) {
      return Optional.empty();
    }
    Instant due =
        clock.instant().plusMillis(Math.round(PLAN.get(delivery.attempts()) * 1000 * factor));
    return Optional.of(
        new Jobs.Again(
            due,
            Json.text(
                new Delivery(delivery.payOrdId(), delivery.said(), delivery.attempts() + 1))));
  }

  private static Boolean hospitalSettled(Transaction tx, String payOrdId) {
    MobileOrder order = MobileCashier.order(tx, payOrdId);
    boolean waits = order.ordStas() == MobileOrder.INSURANCE_PAID;
    if (waits) {
      MobileCashier.put(tx, order.in(MobileOrder.HOSPITAL_SETTLED, MobileOrder.DONE));
    }
    return waits;
  }

  /** Whether the hospital said success in an envelope that it signed. */
  private boolean post(Delivery delivery) {
    ObjectNode said = MobileEnvelope.object(delivery.said().getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(envelope.seal(said, clock.instant(), false)))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 && says(MobileEnvelope.object(answer.body()));
    } catch (IOException | Refused notAnAnswer) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean says(ObjectNode answer) {
    ObjectNode unused = envelope.opened(answer);
    return answer.path("success").booleanValue();
  }
}
