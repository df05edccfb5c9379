package org.yima.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yima.PostgresResource;

/** What the HTTP layer refuses by itself is a problem too. How: bytes over a bare socket. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EdgeProblemsTest {
  @TestHTTPResource URI server;

  static Stream<Arguments> refused() {
    String x = "x".repeat(5000);
    return Stream.of(
        Arguments.of("GET /v1/app/bills?cursor=" + x + " HTTP/1.1", "", 414),
        Arguments.of("GET /v1/app/bills HTTP/1.1", (x(5) + x + "\r\n").repeat(5), 431),
        Arguments.of("POST /v1/app/login/otp HTTP/1.1", "Content-Length: 99999999\r\n", 413),
        Arguments.of("POST /nowhere HTTP/1.1", "Content-Length: 99999999\r\n", 413),
        Arguments.of("GET /v1/app/%c0%ae HTTP/1.1", "", 404),
        Arguments.of("GET /nowhere HTTP/1.1", "", 404),
        Arguments.of("GET /q/nowhere HTTP/1.1", "", 404),
        Arguments.of("BREW /v1/app/bills HTTP/1.1", "", 405),
        Arguments.of("GET /v1/app/login HTTP/1.1", "", 405));
  }

  private static String x(int n) {
    return "X-" + "y".repeat(n) + ": ";
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isAProblem(String line, String headers, int status) throws IOException {
    String answer = answer(line + "\r\nHost: x\r\nAccept-Language: en\r\n" + headers + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    String head =
        answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(java.util.Locale.ROOT);
    assertThat(head)
        .contains("content-type: application/problem+json")
        .contains("content-language: en")
        .contains("yima-trace-id: ");
    JsonPath body = JsonPath.from(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.getInt("status")).isEqualTo(status);
    assertThat(body.getString("code")).isNotBlank();
    assertThat(body.getString("detail")).isNotBlank();
    assertThat(body.getString("traceId")).hasSize(32);
  }

  /** The whole answer; the server ends the connection, or is told to. */
  private String answer(String request) throws IOException {
    String closing = request.substring(0, request.length() - 2) + "Connection: close\r\n\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(closing.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
