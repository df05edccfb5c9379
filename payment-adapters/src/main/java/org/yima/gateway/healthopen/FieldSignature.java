package org.yima.gateway.healthopen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.gateway.http.Json;

/**
 * {@code sign}: Base64 of the SHA-256 over the fields of both objects that are not empty, sorted by
 * name, joined as {@code k=v&k=v}, with the secret behind; objects and lists as compact JSON.
 */
final class FieldSignature {
  private final String secret;

  FieldSignature(String secret) {
    this.secret = secret;
  }

  String of(ObjectNode common, ObjectNode request) {
    SortedMap<String, String> fields = new TreeMap<>();
    take(fields, common);
    take(fields, request);
    String text =
        fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
            + secret;
    return Base64.getEncoder().encodeToString(Digests.sha256(text.getBytes(UTF_8)));
  }

  private static void take(SortedMap<String, String> fields, ObjectNode node) {
    node.properties()
        .forEach(
            field -> {
              String value = text(field.getValue());
              if (!value.isEmpty() && !field.getKey().equals("sign")) {
                fields.put(field.getKey(), value);
              }
            });
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isContainerNode() ? new String(Json.bytes(value), UTF_8) : value.asText();
  }
}
