package org.yima.gateway.paymentcentre;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yima.gateway.http.Json;

/** What is signed: an envelope's fields and its data in one fixed form. */
final class SignedText {
  private static final Set<String> LEFT_OUT = Set.of("signData", "encData", "extra", "data");

  private final boolean dropsEmptyContainers;

  SignedText(boolean dropsEmptyContainers) {
    this.dropsEmptyContainers = dropsEmptyContainers;
  }

  /**
   * {@code name=value&…&key=secret} in the order of the names, without what is empty; the data as
   * {@link #canonical} JSON.
   */
  byte[] of(ObjectNode envelope, ObjectNode data, String secret) {
    Map<String, String> fields = new TreeMap<>();
    envelope
        .properties()
        .forEach(
            field -> {
              if (!LEFT_OUT.contains(field.getKey()) && field.getValue().isValueNode()) {
                fields.put(
                    field.getKey(), field.getValue().isNull() ? "" : field.getValue().asText());
              }
            });
    ObjectNode canonical = canonical(data);
    fields.put("data", canonical.isEmpty() ? "" : new String(Json.bytes(canonical), UTF_8));
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            text.append(name).append('=').append(value).append('&');
          }
        });
    return text.append("key=").append(secret).toString().getBytes(UTF_8);
  }

  /**
   * Whether the text could be of no other fields: it joins names and values as they are, so that
   * one with a separator in it could be several fields, or hide one, under the same signature.
   */
  static boolean isUnambiguous(ObjectNode envelope) {
    return envelope.properties().stream()
        .filter(field -> !LEFT_OUT.contains(field.getKey()))
        .noneMatch(
            field ->
                field.getKey().matches("(?s).*[&=].*")
                    || field.getValue().asText().indexOf('&') >= 0);
  }

  /** Names sorted at every depth, what is empty left out, lists in their order. */
  ObjectNode canonical(ObjectNode node) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(field -> sorted.put(field.getKey(), any(field.getValue())));
    ObjectNode out = Json.object();
    sorted.forEach(
        (name, value) -> {
          if (!isEmpty(value)) {
            out.set(name, value);
          }
        });
    return out;
  }

  private JsonNode any(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return canonical(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode out = array.arrayNode(array.size());
      array.forEach(item -> out.add(any(item)));
      return out;
    }
    return node;
  }

  private boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.textValue().isEmpty())
        || (dropsEmptyContainers && value.isContainerNode() && value.isEmpty());
  }
}
