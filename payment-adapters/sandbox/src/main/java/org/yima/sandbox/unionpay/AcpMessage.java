package org.yima.sandbox.unionpay;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yima.sandbox.http.Call;

/** Fields of a message, sorted, empty ones left out. */
final class AcpMessage {
  private final TreeMap<String, String> fields = new TreeMap<>();

  AcpMessage() {}

  AcpMessage(Map<String, String> fields) {
    fields.forEach(this::put);
  }

  /** A request's form. A name that stands twice is refused, for no signature covers two. */
  static AcpMessage form(Call call) {
    AcpMessage message = new AcpMessage();
    String body = new String(call.body(), StandardCharsets.UTF_8);
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误");
      }
      String name = decode(pair.substring(0, equals));
      if (message.has(name)) {
        throw Acp.refuse(AcpCode.MALFORMED, "字段重复");
      }
      message.put(name, decode(pair.substring(equals + 1)));
    }
    return message;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误");
    }
  }

  AcpMessage put(String name, String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The value, empty text where there is none. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What is signed: everything but the signature. */
  String signed() {
    return join(fields, UnaryOperator.identity(), "signature");
  }

  /** As an answer's body: not encoded. */
  String raw() {
    return join(fields, UnaryOperator.identity(), "");
  }

  /** As a form's body. */
  String encoded() {
    return join(fields, value -> URLEncoder.encode(value, StandardCharsets.UTF_8), "");
  }

  private static String join(
      Map<String, String> fields, UnaryOperator<String> change, String without) {
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals(without))
        .map(field -> field.getKey() + "=" + change.apply(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  Map<String, String> fields() {
    return Map.copyOf(fields);
  }
}
