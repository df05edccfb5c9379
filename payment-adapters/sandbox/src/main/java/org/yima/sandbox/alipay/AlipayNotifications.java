package org.yima.sandbox.alipay;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.notices.Notices;

/**
 * Signed forms, repeated for about 25 hours until they are answered with the one word {@code
 * success}. The signature covers all fields but itself and its kind.
 */
final class AlipayNotifications {
  /** The waits after each failed attempt, in seconds: 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h. */
  private static final List<Integer> PLAN = List.of(240, 600, 600, 3600, 7200, 21600, 54000);

  private final SandboxConfig.Alipay config;
  private final AlipayDoor door;
  private final AlipayMerchants merchants;
  private final Clock clock;
  private final Notices notices;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  AlipayNotifications(
      SandboxConfig config,
      AlipayDoor door,
      AlipayMerchants merchants,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log) {
    this.config = config.alipay();
    this.door = door;
    this.merchants = merchants;
    this.clock = clock;
    this.notices =
        new Notices(
            Alipay.CHANNEL,
            new Notices.Plan("alipay", PLAN, config.notificationFactor()),
            this::post,
            books,
            jobs,
            faults,
            clock,
            log);
  }

  /** What a notification says, without when and by whose signature. */
  private record Said(Map<String, String> fields) {}

  /** Puts a notification beside the change it tells of; faults know it as trade or refund. */
  void tell(Transaction tx, AlipayTrade trade, Optional<AlipayRefund> refund) {
    tell(tx, trade.notifyUrl(), refund.isPresent() ? "refund" : "trade", fields(tx, trade, refund));
  }

  /** As above, of a mixed order; faults know it as mixed. */
  void tell(Transaction tx, String url, Map<String, String> said) {
    Map<String, String> fields = identified(tx);
    fields.putAll(said);
    tell(tx, url, "mixed", fields);
  }

  private void tell(Transaction tx, String url, String call, Map<String, String> fields) {
    if (!url.isEmpty()) {
      notices.tell(tx, call, url, Json.text(new Said(fields)));
    }
  }

  private Map<String, String> fields(
      Transaction tx, AlipayTrade trade, Optional<AlipayRefund> refund) {
    Map<String, String> fields = identified(tx);
    String total = AlipayMoney.yuan(trade.total());
    fields.put("gmt_create", AlipayMoney.time(trade.createdAt()));
    fields.put("subject", trade.subject());
    fields.put(trade.buyer().matches("2088\\d{12}") ? "buyer_id" : "buyer_open_id", trade.buyer());
    fields.put("buyer_logon_id", "186****7910");
    fields.put("invoice_amount", total);
    fields.put(
        "fund_bill_list", "[{\"amount\":\"" + total + "\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
    fields.put("notify_type", "trade_status_sync");
    fields.put("trade_status", trade.statusAt(tx.now()).name());
    fields.put("receipt_amount", total);
    fields.put("auth_app_id", merchants.named(trade.seller()).authAppId());
    fields.put("buyer_pay_amount", total);
    fields.put("point_amount", "0.00");
    fields.put("seller_id", trade.seller());
    if (trade.paidAt() != null) {
      fields.put("gmt_payment", AlipayMoney.time(trade.paidAt()));
    }
    fields.put("out_trade_no", trade.outTradeNo());
    fields.put("total_amount", total);
    fields.put("trade_no", trade.tradeNo());
    refund.ifPresent(
        r -> {
          fields.put("out_biz_no", r.outRequestNo());
          fields.put("refund_fee", AlipayMoney.yuan(trade.refunded()));
          fields.put("gmt_refund", AlipayMoney.time(r.at()) + ".000");
        });
    return fields;
  }

  /** What every notification has. */
  private Map<String, String> identified(Transaction tx) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("charset", "utf-8");
    fields.put("version", "1.0");
    fields.put("app_id", config.appId());
    fields.put(
        "notify_id",
        "%s%022d"
            .formatted(
                tx.now().atOffset(AlipayMoney.ZONE).toLocalDate().toString().replace("-", ""),
                tx.next("alipay-notify")));
    return fields;
  }

  private boolean post(String url, String payload, boolean forged) {
    TreeMap<String, String> fields = new TreeMap<>(Json.read(payload, Said.class).fields());
    fields.put("notify_time", AlipayMoney.time(clock.instant()));
    String sign = door.sign(AlipayDoor.text(fields) + (forged ? "forged" : ""));
    fields.put("sign_type", "RSA2");
    fields.put("sign", sign);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().equals("success");
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
