package org.yima.institution.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/**
 * A hospital's receiver, a real HTTP server, is told in order, again when it refuses, and signed.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WebhookTest {
  @Inject Database database;
  @Inject Ids ids;

  private record Message(String id, String timestamp, String signature, String body) {}

  private final List<Message> received = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::take);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  /** Refuses the very first message once. */
  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(
        new Message(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            body));
    exchange.sendResponseHeaders(received.size() == 1 ? 500 : 204, -1);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private void tell(String hospital, String type, int number) {
    tell(hospital, "appointments", type, number);
  }

  private void tell(String hospital, String feed, String type, int number) {
    Id subject = ids.beside(IdType.APPOINTMENT, Id.parse(hospital).orElseThrow());
    Event event =
        Event.of(
            type,
            subject,
            new JsonObject().put("number", number),
            "hospital/" + hospital + "/" + feed);
    Boolean told = database.tx(tx -> tx.emit(event).replaceWith(true)).await().indefinitely();
    assertThat(told).isTrue();
  }

  @Test
  void wantedEventsArriveInOrderSignedAndAgainAfterARefusal() {
    String hospital = TestClient.institution("HOSPITAL", "WH-1", Map.of());
    String token = TestClient.of(hospital, "HOSPITAL").token();
    var made =
        as(token)
            .body(Map.of("url", url(), "events", List.of("test.wanted")))
            .post("/v1/hospital/webhooks")
            .then()
            .statusCode(201);
    String secret = made.extract().path("secret");
    tell(hospital, "test.wanted", 1);
    tell(hospital, "test.other", 2);
    tell(hospital, "test.wanted", 3);
    await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= 3);
    assertThat(received.get(0).id()).isEqualTo(received.get(1).id());
    assertThat(received.get(2).id()).isNotEqualTo(received.get(1).id());
    assertThat(received)
        .extracting(it -> new JsonObject(it.body()).getJsonObject("data").getInteger("number"))
        .startsWith(1, 1, 3);
    assertThat(received)
        .allSatisfy(
            it ->
                assertThat(it.signature())
                    .isEqualTo(
                        Signature.of(secret, it.id(), Long.parseLong(it.timestamp()), it.body())));
    tell(hospital, "refund-requests", "test.wanted", 4);
    tell(hospital, "settlements", "test.wanted", 5);
    await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= 5);
    assertThat(received.subList(3, 5))
        .extracting(it -> new JsonObject(it.body()).getJsonObject("data").getInteger("number"))
        .containsExactlyInAnyOrder(4, 5);
    as(token)
        .get("/v1/hospital/webhooks")
        .then()
        .body("items", hasSize(1))
        .body("items[0].secret", nullValue());
    String id = made.extract().path("id");
    TestClient other =
        TestClient.of(TestClient.institution("HOSPITAL", "WH-2", Map.of()), "HOSPITAL");
    as(other.token()).delete("/v1/hospital/webhooks/" + id).then().statusCode(404);
    as(token).delete("/v1/hospital/webhooks/" + id).then().statusCode(204);
    as(token).get("/v1/hospital/webhooks").then().body("items", hasSize(0));
  }

  @Test
  void aHostThatIsNotAllowedIsRefused() {
    String hospital = TestClient.institution("HOSPITAL", "WH-3", Map.of());
    as(TestClient.of(hospital, "HOSPITAL").token())
        .body(Map.of("url", "https://169.254.169.254/x", "events", List.of("test.wanted")))
        .post("/v1/hospital/webhooks")
        .then()
        .statusCode(422)
        .body("code", equalTo("webhook.host"));
  }
}
