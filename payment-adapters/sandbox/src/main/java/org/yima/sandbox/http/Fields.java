package org.yima.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object read field by field; what is missing or of another type is refused with the field's
 * name, never its value.
 */
public final class Fields {
  private final JsonNode node;
  private final String path;

  Fields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** The tree beneath. */
  public JsonNode tree() {
    return node;
  }

  /** A non-empty string of at most {@code max} characters. */
  public String text(String name, int max) {
    return optional(name, max).orElseThrow(() -> bad(name, "is required"));
  }

  /** A string that may be absent, null or empty. */
  public Optional<String> optional(String name, int max) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw bad(name, "must be a string");
    }
    if (value.textValue().length() > max) {
      throw bad(name, "is too long");
    }
    return value.textValue().isEmpty() ? Optional.empty() : Optional.of(value.textValue());
  }

  /** A whole number of fen or another count, within the bounds. */
  public long whole(String name, long min, long max) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(name, "must be a whole number");
    }
    if (value.longValue() < min || value.longValue() > max) {
      throw bad(name, "is out of range");
    }
    return value.longValue();
  }

  /** As {@link #whole}, with a value for an absent field. */
  public long whole(String name, long min, long max, long absent) {
    return has(name) ? whole(name, min, max) : absent;
  }

  /** An exact decimal, given as a number or as digits in a string. */
  public BigDecimal decimal(String name) {
    JsonNode value = node.path(name);
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (value.isTextual() && value.textValue().matches("-?\\d{1,16}(\\.\\d{1,8})?")) {
      return new BigDecimal(value.textValue());
    }
    throw bad(name, "must be a decimal");
  }

  /** Whether the field is present and not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Yes or no. */
  public boolean flag(String name) {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw bad(name, "must be true or false");
    }
    return value.booleanValue();
  }

  /** An object inside. */
  public Fields object(String name) {
    JsonNode value = node.path(name);
    if (!value.isObject()) {
      throw bad(name, "must be an object");
    }
    return new Fields(value, path + name + ".");
  }

  /** A list of objects inside, with at most {@code max} members. */
  public List<Fields> objects(String name, int max) {
    JsonNode value = node.path(name);
    if (!value.isArray() || value.size() > max) {
      throw bad(name, "must be a list of at most " + max);
    }
    List<Fields> items = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isObject()) {
        throw bad(name, "must hold objects");
      }
      items.add(new Fields(item, path + name + "[" + items.size() + "]."));
    }
    return items;
  }

  /** Strings inside, none where the field is absent, with at most {@code max} members. */
  public List<String> texts(String name, int max) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = node.path(name);
    if (!value.isArray() || value.size() > max) {
      throw bad(name, "must be a list of at most " + max);
    }
    List<String> items = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual() || item.textValue().isEmpty()) {
        throw bad(name, "must hold strings");
      }
      items.add(item.textValue());
    }
    return items;
  }

  /** The refusal that names a field. */
  public Refused bad(String name, String what) {
    return new Refused(400, "PARAM_ERROR", path + name + " " + what);
  }
}
