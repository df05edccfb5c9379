package org.yima.sandbox.unionpay;

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
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.notices.Notices;

/** Back notifications: signed forms, five times in all, acknowledged by HTTP 200 and {@code ok}. */
final class AcpNotices {
  private static final List<Integer> PLAN = List.of(0, 60, 120, 240);
  private static final String OK = "ok";
  private final AcpSigning signing;
  private final Notices notices;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  AcpNotices(
      AcpSigning signing,
      double factor,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log) {
    this.signing = signing;
    this.notices =
        new Notices(
            Acp.CHANNEL,
            new Notices.Plan("unionpay-notice", PLAN, factor),
            this::post,
            books,
            jobs,
            faults,
            clock,
            log);
  }

  /** Tells of what became of a transaction. */
  void tell(Transaction tx, AcpOrder order) {
    AcpMessage message =
        AcpViews.facts(order)
            .put("signMethod", order.signMethod())
            .put("respCode", order.state() == AcpOrder.State.DONE ? AcpCode.DONE : order.code())
            .put("respMsg", order.state() == AcpOrder.State.DONE ? "成功[0000000]" : "交易失败");
    notices.tell(tx, AcpViews.name(order.kind()), order.backUrl(), Json.text(message.fields()));
  }

  @SuppressWarnings("unchecked")
  private boolean post(String url, String payload, boolean forged) {
    AcpMessage message = new AcpMessage((Map<String, String>) Json.read(payload, Map.class));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(signing.sign(message, forged).encoded()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().equals(OK);
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
