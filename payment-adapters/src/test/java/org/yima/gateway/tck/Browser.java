package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** The payer's browser, which sends the form that it is given. */
final class Browser {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Browser() {}

  /** All fields but the address. */
  static String form(Map<String, String> params) {
    return params.entrySet().stream()
        .filter(field -> !field.getKey().equals("action"))
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Leads to the wallet's own page, or to its refusal. */
  static void send(Map<String, String> params) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(params.get("action")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(params)))
            .build();
    try {
      HttpResponse<String> page = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (!page.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        throw new AssertionError(page.body());
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
