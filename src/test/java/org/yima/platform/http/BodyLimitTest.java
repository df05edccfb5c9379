package org.yima.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.PostgresResource;
import org.yima.TestClient;

/** The limit of a body holds however the body is framed. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodyLimitTest {
  private static final int MIB = 1 << 20;

  /** How the caller frames a body. */
  enum Framing {
    STATED_LENGTH {
      @Override
      BodyPublisher of(byte[] body) {
        return BodyPublishers.ofByteArray(body);
      }
    },
    CHUNKED {
      @Override
      BodyPublisher of(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
      }
    };

    abstract BodyPublisher of(byte[] body);
  }

  @TestHTTPResource URI server;

  private HttpResponse<String> send(String method, String path, BodyPublisher body, String... head)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .headers(
                Stream.concat(Stream.of("Accept-Language", "en"), Stream.of(head))
                    .toArray(String[]::new))
            .method(method, body)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> json(Framing framing, int size) throws Exception {
    byte[] body = (" ".repeat(size - 13) + "{\"phone\":\"1\"}").getBytes(StandardCharsets.US_ASCII);
    assertThat(body).hasSize(size);
    return send("POST", "/v1/app/login/otp", framing.of(body), "Content-Type", "application/json");
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void jsonEndsAtOneMebibyte(Framing framing) throws Exception {
    HttpResponse<String> read = json(framing, MIB);
    assertThat(read.statusCode()).isEqualTo(400);
    assertThat(read.body()).contains("\"/phone\"");

    HttpResponse<String> refused = json(framing, MIB + 1);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(refused.body()).contains("\"input.too-large\"");
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void aFileMayBeLarger(Framing framing) throws Exception {
    HttpResponse<String> read =
        send(
            "PUT",
            "/v1/hospital/migrations/mig_00000000000070008000000000000000/files/cards.csv",
            framing.of(new byte[2 * MIB]),
            "Content-Type",
            "text/csv",
            "Authorization",
            "Bearer " + hospital());
    assertThat(read.statusCode()).isEqualTo(404);
  }

  @Test
  void aNotificationNeedsNoMoreThanAnyOtherBody() throws Exception {
    HttpResponse<String> refused =
        send(
            "POST",
            "/v1/callbacks/wechat",
            Framing.CHUNKED.of(new byte[MIB + 1]),
            "Content-Type",
            "text/plain");
    assertThat(refused.statusCode()).isEqualTo(413);
  }

  private static String token;

  private static synchronized String hospital() {
    if (token == null) {
      String id =
          TestClient.institution(
              "HOSPITAL",
              "body-limit",
              Map.of(
                  "domain",
                  "body-limit",
                  "insurance",
                  Map.of("fixmedinsCode", "H99010100010", "admdvs", "990101")));
      token = TestClient.of(id, "HOSPITAL").token();
    }
    return token;
  }
}
