package org.yima.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.gateway.Yuan;

/**
 * The fields of one JSON object, each read with the type the protocol gives it.
 *
 * <p>Every reader throws {@link UnreadableAnswer} when the field is missing or of another type.
 */
public final class Fields {

  private final ObjectNode node;

  public Fields(ObjectNode node) {
    this.node = node;
  }

  /** The object itself, for what is done with all of it, such as signing. */
  public ObjectNode tree() {
    return node;
  }

  /** True when the field is there and neither null nor empty text. */
  public boolean has(String name) {
    JsonNode value = node.get(name);
    return value != null && !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> new UnreadableAnswer(name));
  }

  /** Text, or a number as it was written: gateways disagree on which their codes are. */
  public Optional<String> optionalText(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = node.get(name);
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    if (value.isNumber()) {
      return Optional.of(value.decimalValue().toPlainString());
    }
    throw new UnreadableAnswer(name);
  }

  /** Text where it is text; whatever else stands there tells nothing and refuses nothing. */
  public Optional<String> anyText(String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
  }

  public boolean flag(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isBoolean()) {
      throw new UnreadableAnswer(name);
    }
    return value.booleanValue();
  }

  /** An amount in fen, a JSON integer. */
  public long fen(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new UnreadableAnswer(name);
    }
    return value.longValue();
  }

  /** An amount in yuan, number or text, as fen; a third decimal is unreadable. */
  public long yuanAsFen(String name) {
    try {
      return Yuan.toFen(text(name));
    } catch (ArithmeticException inexact) {
      throw new UnreadableAnswer(name);
    }
  }

  /** As {@link #yuanAsFen}, zero where the field is missing. */
  public long yuanAsFenOrZero(String name) {
    return has(name) ? yuanAsFen(name) : 0;
  }

  /** A plain decimal that is no money, such as a ratio. */
  public Optional<BigDecimal> decimal(String name) {
    return optionalText(name)
        .map(
            text -> {
              if (text.length() > 32 || !text.matches("-?\\d+(\\.\\d+)?")) {
                throw new UnreadableAnswer(name);
              }
              return new BigDecimal(text);
            });
  }

  /** RFC 3339. */
  public Optional<Instant> instant(String name) {
    return optionalText(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException malformed) {
                throw new UnreadableAnswer(name);
              }
            });
  }

  public <E extends Enum<E>> E choice(String name, Class<E> values) {
    String text = text(name);
    for (E value : values.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw new UnreadableAnswer(name);
  }

  public Optional<Fields> object(String name) {
    return node.get(name) instanceof ObjectNode object
        ? Optional.of(new Fields(object))
        : Optional.empty();
  }

  /** The objects of an array; none where the field is missing. */
  public List<Fields> objects(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!node.get(name).isArray()) {
      throw new UnreadableAnswer(name);
    }
    List<Fields> all = new ArrayList<>();
    for (JsonNode element : node.get(name)) {
      if (!(element instanceof ObjectNode object)) {
        throw new UnreadableAnswer(name);
      }
      all.add(new Fields(object));
    }
    return List.copyOf(all);
  }

  /** Checks that the gateway answers what was asked: a field repeats our own value. */
  public void mustRepeat(String name, String expected) {
    if (!text(name).equals(expected)) {
      throw new UnreadableAnswer(name);
    }
  }
}
