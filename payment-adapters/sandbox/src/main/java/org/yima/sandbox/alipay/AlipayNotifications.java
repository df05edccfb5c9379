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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;

/**
 * Signed forms, repeated for about 25 hours until they are answered with the one word {@code
 * success}. The signature covers all fields but itself and its kind.
 */
final class AlipayNotifications {
  private static final String JOB = "alipay-notify";

  /** The waits after each failed attempt, in seconds: 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h. */
  private static final List<Integer> PLAN = List.of(240, 600, 600, 3600, 7200, 21600, 54000);

  private final SandboxConfig.Alipay config;
  private final AlipayDoor door;
  private final AlipayMerchants merchants;
  private final Jobs jobs;
  private final Faults faults;
  private final Clock clock;
  private final CallLog log;
  private final double factor;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  AlipayNotifications(
      SandboxConfig config,
      AlipayDoor door,
      AlipayMerchants merchants,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log) {
    this.config = config.alipay();
    this.door = door;
    this.merchants = merchants;
    this.jobs = jobs;
    this.faults = faults;
    this.clock = clock;
    this.log = log;
    this.factor = config.notificationFactor();
    jobs.handle(JOB, this::deliver);
  }

  private record Delivery(String url, Map<String, String> fields, int attempts) {}

  /** Puts a notification beside the change it tells of; faults know it as trade or refund. */
  void tell(Transaction tx, AlipayTrade trade, Optional<AlipayRefund> refund) {
    if (trade.notifyUrl().isEmpty()) {
      return;
    }
    FaultKind fault = fault(tx, "notify");
    if (fault == FaultKind.NONE) {
      fault = fault(tx, refund.isPresent() ? "refund" : "trade");
    }
    if (fault == FaultKind.NOTIFY_NEVER) {
      return;
    }
    String body = Json.text(new Delivery(trade.notifyUrl(), fields(tx, trade, refund), 0));
    jobs.schedule(tx, JOB, tx.now(), body);
    if (fault == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, JOB, tx.now(), body);
    }
  }

  private FaultKind fault(Transaction tx, String call) {
    return faults
        .take(
            tx,
            Alipay.CHANNEL,
            call,
            kind -> kind == FaultKind.NOTIFY_TWICE || kind == FaultKind.NOTIFY_NEVER)
        .kind();
  }

  private Map<String, String> fields(
      Transaction tx, AlipayTrade trade, Optional<AlipayRefund> refund) {
    Map<String, String> fields = new LinkedHashMap<>();
    String total = AlipayMoney.yuan(trade.total());
    fields.put("gmt_create", AlipayMoney.time(trade.createdAt()));
    fields.put("charset", "utf-8");
    fields.put("subject", trade.subject());
    fields.put(trade.buyer().matches("2088\\d{12}") ? "buyer_id" : "buyer_open_id", trade.buyer());
    fields.put("buyer_logon_id", "186****7910");
    fields.put("invoice_amount", total);
    fields.put(
        "notify_id",
        "%s%022d"
            .formatted(
                tx.now().atOffset(AlipayMoney.ZONE).toLocalDate().toString().replace("-", ""),
                tx.next("alipay-notify")));
    fields.put(
        "fund_bill_list", "[{\"amount\":\"" + total + "\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
    fields.put("notify_type", "trade_status_sync");
    fields.put("trade_status", trade.statusAt(tx.now()).name());
    fields.put("receipt_amount", total);
    fields.put("app_id", config.appId());
    fields.put("auth_app_id", merchants.named(trade.seller()).authAppId());
    fields.put("buyer_pay_amount", total);
    fields.put("point_amount", "0.00");
    fields.put("seller_id", trade.seller());
    if (trade.paidAt() != null) {
      fields.put("gmt_payment", AlipayMoney.time(trade.paidAt()));
    }
    fields.put("version", "1.0");
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

  private Optional<Jobs.Again> deliver(String body) {
    Delivery delivery = Json.read(body, Delivery.class);
    boolean heard = post(delivery);
    log.event(
        "notification type=trade_status_sync attempt=%d heard=%b"
            .formatted(delivery.attempts() + 1, heard));
    if (heard || delivery.attempts() >= PLAN.size()) {
      return Optional.empty();
    }
    Instant due =
        clock.instant().plusMillis(Math.round(PLAN.get(delivery.attempts()) * 1000 * factor));
    return Optional.of(
        new Jobs.Again(
            due,
            Json.text(new Delivery(delivery.url(), delivery.fields(), delivery.attempts() + 1))));
  }

  private boolean post(Delivery delivery) {
    TreeMap<String, String> fields = new TreeMap<>(delivery.fields());
    fields.put("notify_time", AlipayMoney.time(clock.instant()));
    String sign = door.sign(AlipayDoor.text(fields));
    fields.put("sign_type", "RSA2");
    fields.put("sign", sign);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(delivery.url()))
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
