package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds JSON to the schemas of an OpenAPI document: types, required and known members, enums,
 * patterns, bounds, references. As much of JSON Schema as that document uses.
 */
final class Schemas {
  private final JsonNode document;

  Schemas(Path file) {
    try {
      // The document shares parts by YAML anchors, which the tree reader does not follow.
      Object plain = new org.yaml.snakeyaml.Yaml().load(Files.readString(file));
      document = new YAMLMapper().valueToTree(plain);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode document() {
    return document;
  }

  /** What is wrong with a value; nothing when it fits. */
  List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema, value, "$", faults);
    return faults;
  }

  JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.isEmpty()) {
      return schema;
    }
    JsonNode target = document.at(reference.substring(1));
    if (target.isMissingNode()) {
      throw new AssertionError("nothing is at " + reference);
    }
    return resolved(target);
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> faults) {
    JsonNode schema = resolved(given);
    if (schema.has("oneOf")) {
      long fitting = 0;
      for (JsonNode one : schema.path("oneOf")) {
        fitting += faults(one, value).isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        faults.add(at + " fits " + fitting + " of the alternatives");
      }
      return;
    }
    switch (schema.path("type").asText()) {
      case "object" -> object(schema, value, at, faults);
      case "array" -> {
        if (!value.isArray() || value.size() < schema.path("minItems").asInt()) {
          faults.add(at + " is no such list");
        }
        value.forEach(item -> check(schema.path("items"), item, at + "[]", faults));
      }
      case "integer" -> {
        if (!value.isIntegralNumber()
            || (schema.has("minimum") && value.longValue() < schema.path("minimum").longValue())) {
          faults.add(at + " is no such number");
        }
      }
      case "boolean" -> {
        if (!value.isBoolean()) {
          faults.add(at + " is no boolean");
        }
      }
      case "string" -> text(schema, value, at, faults);
      default -> throw new AssertionError(at + " has no type");
    }
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (!value.isObject()) {
      faults.add(at + " is no object");
      return;
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(at + "." + name.asText() + " is missing");
              }
            });
    value
        .properties()
        .forEach(
            member -> {
              String path = at + "." + member.getKey();
              JsonNode known = schema.path("properties").path(member.getKey());
              if (known.isMissingNode()) {
                faults.add(path + " is not described");
              } else {
                check(known, member.getValue(), path, faults);
              }
            });
  }

  private static void text(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (!value.isTextual()) {
      faults.add(at + " is no text");
      return;
    }
    if (schema.has("enum")) {
      boolean listed = false;
      for (JsonNode one : schema.path("enum")) {
        listed |= one.asText().equals(value.textValue());
      }
      if (!listed) {
        faults.add(at + " is not in the list");
      }
    }
    if (schema.has("pattern") && !value.textValue().matches(schema.path("pattern").asText())) {
      faults.add(at + " does not match");
    }
  }
}
