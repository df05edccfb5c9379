package org.yima.sandbox.wechat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.notices.Notices;

/**
 * Encrypted, signed notifications, repeated on the wallet's plan until they are acknowledged with
 * 200 or 204.
 */
final class WechatNotifications {
  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN =
      List.of(
          15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600);

  /** The event that stops after half a minute: the waits after each failed attempt, in seconds. */
  private static final List<Integer> MEDICAL_PLAN = List.of(2, 4, 8, 16);

  static final String MEDICAL = "MEDICAL_INSURANCE.SUCCESS";

  private final WechatDoor door;
  private final WechatKeys keys;
  private final Notices usual;
  private final Notices medical;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  WechatNotifications(
      WechatDoor door,
      WechatKeys keys,
      Books books,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log,
      double factor) {
    this.door = door;
    this.keys = keys;
    String channel = Wechat.CHANNEL;
    this.usual =
        new Notices(
            channel,
            new Notices.Plan("wechat-notify", PLAN, factor),
            this::post,
            books,
            jobs,
            faults,
            clock,
            log);
    this.medical =
        new Notices(
            channel,
            new Notices.Plan("wechat-notify-medical", MEDICAL_PLAN, factor),
            this::post,
            books,
            jobs,
            faults,
            clock,
            log);
  }

  /** What a notification says. */
  record Event(String url, String type, String summary, String originalType, Object resource) {}

  private record Delivery(
      String id,
      String createTime,
      String type,
      String summary,
      String originalType,
      String resource) {}

  /** Puts a notification beside the change it tells of; {@code call} is what faults know it by. */
  void tell(Transaction tx, String call, Event event) {
    Delivery delivery =
        new Delivery(
            UUID.randomUUID().toString(),
            WechatTimes.rfc3339(tx.now()),
            event.type(),
            event.summary(),
            event.originalType(),
            Json.text(event.resource()));
    Notices notices = event.type().equals(MEDICAL) ? medical : usual;
    notices.tell(tx, call, event.url(), Json.text(delivery));
  }

  private boolean post(String url, String payload, boolean forged) {
    byte[] body = envelope(Json.read(payload, Delivery.class));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    door.headers(body, forged).forEach(request::header);
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 || status == 204;
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private byte[] envelope(Delivery delivery) {
    String nonce = keys.nonce(12);
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("original_type", delivery.originalType());
    resource.put("algorithm", "AEAD_AES_256_GCM");
    resource.put("ciphertext", keys.encrypt(delivery.resource(), nonce, delivery.originalType()));
    resource.put("associated_data", delivery.originalType());
    resource.put("nonce", nonce);
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("id", delivery.id());
    envelope.put("create_time", delivery.createTime());
    envelope.put("resource_type", "encrypt-resource");
    envelope.put("event_type", delivery.type());
    envelope.put("summary", delivery.summary());
    envelope.put("resource", resource);
    return Json.bytes(envelope);
  }
}
