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
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.notices.Notices;

/**
 * 6302, repeated until the hospital answers that it settled (5, then 6). The centre's own plan is
 * not published; this one is a wallet's.
 */
final class MobileNotifications {
  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN = List.of(15, 15, 30, 180, 600, 1200, 1800, 3600);

  private final MobileEnvelope envelope;
  private final String url;
  private final Books books;
  private final Clock clock;
  private final Notices notices;
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
    this.clock = clock;
    this.notices =
        new Notices(
            MobileCashier.CHANNEL,
            new Notices.Plan("mobile-notify", PLAN, factor),
            this::heard,
            books,
            jobs,
            faults,
            clock,
            log);
  }

  private record Told(String payOrdId, String said) {}

  boolean nobodyListens() {
    return url == null;
  }

  /** Beside the change it tells of. */
  void tell(Transaction tx, MobileOrder order) {
    if (nobodyListens()) {
      return;
    }
    Map<String, Object> said = MobileViews.traced(tx, order);
    said.remove("ordStas");
    notices.tell(
        tx, "6302", url, Json.text(new Told(order.payOrdId(), Json.text(Map.of("data", said)))));
  }

  private boolean heard(String to, String payload, boolean forged) {
    Told told = Json.read(payload, Told.class);
    boolean accepted = post(to, told.said(), forged);
    if (accepted) {
      books.transact(tx -> hospitalSettled(tx, told.payOrdId()));
    }
    return accepted;
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
  private boolean post(String to, String content, boolean forged) {
    ObjectNode said = MobileEnvelope.object(content.getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    envelope.seal(said, clock.instant(), forged)))
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
