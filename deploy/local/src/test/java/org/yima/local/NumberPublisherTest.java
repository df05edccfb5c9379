package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a later day leaves alone what hospitals made of their sessions. */
final class NumberPublisherTest {
  private static final String CITY =
      """
      {"hospitals": [{"code": "h1",
        "departments": [{"code": "D1", "name": "D", "doctors": [{"code": "A", "name": "A"}]}],
        "sessions": [{"code": "AM", "departmentCode": "D1", "doctorCode": "A",
          "dayOffsets": [1, 2], "fee": 1200, "release": {"daysAhead": 8, "at": "07:00"},
          "cancel": {"daysBefore": 1, "at": "20:00"},
          "segments": [{"code": "S1", "from": "08:00", "to": "09:00", "pool": "APP",
            "capacity": 5}]}]}]}
      """;

  /** 23:30 of the first of November in UTC is the second in the city. */
  private static final Instant DAY_ONE = Instant.parse("2026-11-01T23:30:00Z");

  @TempDir Path temporary;
  private final SecureRandom random = new SecureRandom();
  private final List<String> put = new ArrayList<>();
  private final Map<String, String> refused = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aLaterDayPublishesOnlyWhatItAdds() throws Exception {
    publishAt(DAY_ONE);
    assertThat(put).containsExactly("departments/D1", "doctors/A", "AM-20261103", "AM-20261104");
    put.clear();
    publishAt(DAY_ONE.plusSeconds(3600));
    assertThat(put).as("the same day again").isEmpty();
    refused.put("AM-20261104", "session.stopped");
    publishAt(DAY_ONE.plusSeconds(86400));
    assertThat(put).containsExactly("AM-20261105");
    put.clear();
    publishAt(DAY_ONE.plusSeconds(4 * 86400));
    assertThat(put).containsExactly("AM-20261107", "AM-20261108");
    assertThat(progress().answer(NumberPublisher.noteKey("h1")))
        .as("what is over is forgotten")
        .contains("AM-20261107 AM-20261108");
  }

  @Test
  void whatALoadThatWasCutOffPublishedIsTheHospitals() throws Exception {
    refused.put("AM-20261103", "session.stopped");
    refused.put("AM-20261104", "session.in-use");
    publishAt(DAY_ONE);
    assertThat(put).endsWith("AM-20261103", "AM-20261104");
    refused.put("AM-20261105", "request.invalid");
    assertThatThrownBy(() -> publishAt(DAY_ONE.plusSeconds(86400)))
        .isInstanceOf(ApiRefusal.class)
        .hasMessageContaining("AM-20261105 answers 409 request.invalid");
  }

  private void publishAt(Instant now) throws Exception {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    Api api = new Api("http://127.0.0.1:" + server.getAddress().getPort());
    Progress progress = progress();
    progress.note(InstitutionLoader.clientKey("h1"), "client");
    JsonNode city = new ObjectMapper().readTree(CITY);
    new NumberPublisher(
            new Machine(api, clock, random),
            new Keys(temporary.resolve("keys"), random),
            progress,
            clock)
        .publish(city);
  }

  private Progress progress() throws IOException, InterruptedException {
    return Progress.of(temporary.resolve("loaded.json"), "embedded");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = "{\"access_token\": \"t\"}";
    int status = 200;
    if (exchange.getRequestMethod().equals("PUT")) {
      String what = path.replace("/v1/hospital/", "").replace("sessions/", "");
      put.add(what);
      if (refused.containsKey(what)) {
        status = 409;
        body = "{\"code\": \"" + refused.get(what) + "\"}";
      }
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
