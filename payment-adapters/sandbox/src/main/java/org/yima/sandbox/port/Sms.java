package org.yima.sandbox.port;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** Short messages that nobody pays for; an outbox shows them. */
public final class Sms {
  private static final String CHANNEL = "sms";
  private final Door door;

  public Sms(Door door) {
    this.door = door;
  }

  private record SmsMessage(
      long number,
      String messageId,
      String phone,
      String code,
      String text,
      String status,
      Instant at) {}

  /** The port's paths and the outbox. */
  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/sms/v1/messages", CHANNEL, "messages", door, this::send),
        Route.of("GET", "/sms/v1/messages/{id}", CHANNEL, "message-query", door, Sms::query),
        Route.of("GET", "/sms/outbox", "control", "outbox", new OpenDoor(), Sms::outbox));
  }

  private Answer send(Call call, Transaction tx) {
    return Once.answer(
        call,
        tx,
        CHANNEL,
        "messageId",
        request -> {
          String id = request.text("messageId", 64);
          String phone = request.text("phone", 32);
          Fields params = request.object("params");
          boolean login = template(request).equals("login-otp");
          String code = login ? params.text("code", 8) : "";
          String text = login ? "【医码】验证码 " + code + "，5 分钟内有效，请勿告诉他人。" : params.text("text", 500);
          boolean accepted = phone.matches("1[3-9]\\d{9}");
          SmsMessage message =
              new SmsMessage(
                  tx.next("sms"),
                  id,
                  phone,
                  code,
                  text,
                  accepted ? "ACCEPTED" : "REFUSED",
                  tx.now());
          tx.put(id, accepted ? phone : "", message);
          return view(message);
        });
  }

  private static String template(Fields request) {
    String template = request.text("template", 32);
    if (!template.equals("login-otp") && !template.equals("notice")) {
      throw request.bad("template", "must be login-otp or notice");
    }
    return template;
  }

  private static Map<String, Object> view(SmsMessage message) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("messageId", message.messageId());
    view.put("status", message.status());
    if (message.status().equals("REFUSED")) {
      view.put("reason", "phone.invalid");
    }
    return view;
  }

  private static Answer query(Call call, Transaction tx) {
    return tx.find(SmsMessage.class, call.parameter("id"))
        .map(message -> Answer.json(200, view(message)))
        .orElseThrow(() -> new Refused(404, "not-found", "no such message"));
  }

  /** Newest first. */
  private static Answer outbox(Call call, Transaction tx) {
    String phone = call.query("phone").orElse("");
    List<Map<String, Object>> items =
        tx.owned(SmsMessage.class, phone).stream()
            .filter(message -> !phone.isEmpty())
            .sorted(Comparator.comparingLong(SmsMessage::number).reversed())
            .limit(50)
            .map(
                message -> {
                  Map<String, Object> item = new LinkedHashMap<>();
                  item.put("phone", message.phone());
                  item.put("code", message.code());
                  item.put("text", message.text());
                  item.put("at", message.at());
                  return item;
                })
            .toList();
    return Answer.json(200, Map.of("items", items));
  }
}
