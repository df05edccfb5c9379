package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;

/** A payment's statuses as server-sent events, read as a browser reads them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PaymentEventsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private record Event(String id, String data) {
    String status() {
      return io.restassured.path.json.JsonPath.from(data).getString("status");
    }
  }

  private static CompletableFuture<HttpResponse<Stream<String>>> open(
      TestPayer payer, String payment, String last) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + RestAssured.port
                        + "/v1/app/payments/"
                        + payment
                        + "/events"))
            .header("Authorization", "Bearer " + payer.signed.token())
            .header("Accept", "text/event-stream");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines());
  }

  /** Everything until the server ends the stream. */
  private static List<Event> events(HttpResponse<Stream<String>> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    List<Event> events = new ArrayList<>();
    String[] now = new String[2];
    response
        .body()
        .forEach(
            line -> {
              if (line.startsWith("id:")) {
                now[0] = line.substring(3).strip();
              } else if (line.startsWith("data:")) {
                now[1] = line.substring(5).strip();
              } else if (line.isEmpty() && now[1] != null) {
                events.add(new Event(now[0], now[1]));
                now[1] = null;
              }
            });
    return events;
  }

  @Test
  void theStatusesComeInOrderUntilItRestsAndAReaderGoesOnWhereItWas() throws Exception {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(false);
    String payment = payer.start(payer.plan(bill, false, false).path("id"));
    HttpResponse<Stream<String>> stream = open(payer, payment, null).get(60, TimeUnit.SECONDS);
    CompletableFuture<List<Event>> reading = AtOnce.start(() -> events(stream));
    payer.approve(payment);
    List<Event> seen = reading.get(120, TimeUnit.SECONDS);
    assertThat(seen).extracting(Event::status).containsExactly("PENDING", "PROCESSING", "PAID");
    assertThat(seen).extracting(Event::id).doesNotHaveDuplicates();

    List<Event> rest = events(open(payer, payment, seen.get(0).id()).get(60, TimeUnit.SECONDS));
    assertThat(rest).isEqualTo(seen.subList(1, 3));

    // Who has the last waits for what is new, and misses none of it.
    HttpResponse<Stream<String>> waiting =
        open(payer, payment, seen.get(2).id()).get(60, TimeUnit.SECONDS);
    CompletableFuture<List<Event>> later = AtOnce.start(() -> events(waiting));
    Map<String, Object> lines = Map.of("lines", List.of(Map.of("lineNo", 1)));
    TestPayer.his()
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202);
    assertThat(later.get(120, TimeUnit.SECONDS))
        .extracting(Event::status)
        .containsExactly("REFUNDING", "PARTLY_REFUNDED");
  }

  @Test
  void somebodyElsesPaymentIsNotThere() throws Exception {
    TestPayer payer = new TestPayer(Map.of());
    TestPayer other = new TestPayer(Map.of());
    String payment = payer.start(payer.plan(payer.bill(false), false, false).path("id"));
    assertThat(open(other, payment, null).get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
    assertThat(open(payer, payment, "not-an-id").get(60, TimeUnit.SECONDS).statusCode())
        .isEqualTo(400);
  }
}
