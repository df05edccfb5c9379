package org.yima.sandbox.wechat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.jobs.Jobs;

/**
 * Encrypted, signed notifications, repeated on the wallet's plan until they are acknowledged with
 * 200 or 204.
 */
final class WechatNotifications {
  private static final String JOB = "wechat-notify";

  /** The waits after each failed attempt, in seconds. */
  private static final List<Integer> PLAN =
      List.of(
          15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600);

  /** The event that stops after half a minute: the waits after each failed attempt, in seconds. */
  private static final List<Integer> MEDICAL_PLAN = List.of(2, 4, 8, 16);

  static final String MEDICAL = "MEDICAL_INSURANCE.SUCCESS";

  private final WechatDoor door;
  private final WechatKeys keys;
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

  WechatNotifications(
      WechatDoor door,
      WechatKeys keys,
      Jobs jobs,
      Faults faults,
      Clock clock,
      CallLog log,
      double factor) {
    this.door = door;
    this.keys = keys;
    this.jobs = jobs;
    this.faults = faults;
    this.clock = clock;
    this.log = log;
    this.factor = factor;
    jobs.handle(JOB, this::deliver);
  }

  /** What a notification says. */
  record Event(String url, String type, String summary, String originalType, Object resource) {}

  private record Delivery(
      String id,
      String createTime,
      String url,
      String type,
      String summary,
      String originalType,
      String resource,
      int attempts) {}

  /** Puts a notification beside the change it tells of; {@code call} is what faults know it by. */
  void tell(Transaction tx, String call, Event event) {
    FaultKind fault = notifyFault(tx, "notify");
    if (fault == FaultKind.NONE) {
      fault = notifyFault(tx, call);
    }
    if (fault == FaultKind.NOTIFY_NEVER) {
      return;
    }
    String body =
        Json.text(
            new Delivery(
                UUID.randomUUID().toString(),
                WechatTimes.rfc3339(tx.now()),
                event.url(),
                event.type(),
                event.summary(),
                event.originalType(),
                Json.text(event.resource()),
                0));
    jobs.schedule(tx, JOB, tx.now(), body);
    if (fault == FaultKind.NOTIFY_TWICE) {
      jobs.schedule(tx, JOB, tx.now(), body);
    }
  }

  private FaultKind notifyFault(Transaction tx, String call) {
    return faults
        .take(
            tx,
            WechatPayer.CHANNEL,
            call,
            kind -> kind == FaultKind.NOTIFY_TWICE || kind == FaultKind.NOTIFY_NEVER)
        .kind();
  }

  private Optional<Jobs.Again> deliver(String body) {
    Delivery delivery = Json.read(body, Delivery.class);
    List<Integer> plan = delivery.type().equals(MEDICAL) ? MEDICAL_PLAN : PLAN;
    int status = post(delivery);
    log.event(
        "notification type=%s attempt=%d status=%d"
            .formatted(delivery.type(), delivery.attempts() + 1, status));
    if (status == 200 || status == 204 || delivery.attempts() >= plan.size()) {
      return Optional.empty();
    }
    Instant due =
        clock.instant().plusMillis(Math.round(plan.get(delivery.attempts()) * 1000 * factor));
    Delivery next =
        new Delivery(
            delivery.id(),
            delivery.createTime(),
            delivery.url(),
            delivery.type(),
            delivery.summary(),
            delivery.originalType(),
            delivery.resource(),
            delivery.attempts() + 1);
    return Optional.of(new Jobs.Again(due, Json.text(next)));
  }

  /** The status of the acknowledgement, 0 when there was none. */
  private int post(Delivery delivery) {
    byte[] body = envelope(delivery);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(delivery.url()))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    door.headers(body, false).forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
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
