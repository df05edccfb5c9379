package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.HttpAnswer;

/** Carries one call of the official client within its bound, and keeps the answer as it came. */
final class Transport extends AbstractHttpClient {
  private final BoundedHttp http;
  private Outcome<HttpAnswer> answer;

  Transport(BoundedHttp http) {
    this.http = http;
  }

  /** What came back; {@link IllegalStateException} when the client never got so far. */
  Outcome<HttpAnswer> answer() {
    if (answer == null) {
      throw new IllegalStateException("the application's key does not sign");
    }
    return answer;
  }

  @Override
  public String doPost(
      String url, Map<String, String> form, String charset, Map<String, String> headers)
      throws IOException {
    if (answer != null) {
      throw new IOException("a call is sent once");
    }
    answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    return answer
        .toOptional()
        .map(complete -> new String(complete.body(), UTF_8))
        .orElseThrow(() -> new IOException("no answer"));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public String doPost(
      String url,
      Map<String, String> form,
      Map<String, FileItem> files,
      String charset,
      Map<String, String> headers)
      throws IOException {
    throw new IOException("no call here sends files");
  }
}
