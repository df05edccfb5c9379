package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks JSON to one HTTP server: ours, or the sandbox. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String baseUrl;
  private final Optional<String> token;

  Api(String baseUrl) {
    this(baseUrl, Optional.empty());
  }

  private Api(String baseUrl, Optional<String> token) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** The same server, asked as the bearer of this token. */
  Api as(String accessToken) {
    return new Api(baseUrl, Optional.of(accessToken));
  }

  String baseUrl() {
    return baseUrl;
  }

  @CanIgnoreReturnValue
  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
        path);
  }

  @CanIgnoreReturnValue
  JsonNode put(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
        path);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET(), path);
  }

  JsonNode form(String path, Map<String, String> fields) throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        path);
  }

  /** Whether a GET of the path is answered with 200; nobody listening is a plain no. */
  boolean answers(String path) throws InterruptedException {
    try {
      HttpRequest request = request(path).timeout(Duration.ofSeconds(2)).GET().build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException nobodyThere) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(PATIENCE);
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request;
  }

  private JsonNode send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() / 100 != 2) {
      throw refusal(path, answer);
    }
    return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
  }

  /** The stable code and where; the other words of a refusal may name somebody. */
  private static ApiRefusal refusal(String path, HttpResponse<String> answer) {
    String code = "";
    String pointers = "";
    try {
      JsonNode problem = JSON.readTree(answer.body());
      code = problem.path("code").asText(problem.path("error").asText(""));
      pointers = String.join(" ", problem.path("errors").findValuesAsText("pointer"));
    } catch (IOException notJson) {
      // Something before the server answered; the status tells enough.
    }
    return new ApiRefusal(path, answer.statusCode(), code, pointers);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
