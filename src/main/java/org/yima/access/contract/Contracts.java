package org.yima.access.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts the document that the build made of all resources into one per audience: its paths, the
 * schemas they reach, and the problem that any operation may answer.
 */
@ApplicationScoped
public class Contracts {
  private static final String BUILT = "META-INF/quarkus-generated-openapi-doc.JSON";
  private static final String SCHEMA = "#/components/schemas/";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");

  private final Map<Audience, ObjectNode> documents = new EnumMap<>(Audience.class);

  public Contracts() {
    JsonNode whole = read();
    for (Audience audience : Audience.values()) {
      documents.put(audience, cut(whole, audience));
    }
  }

  /** The audience's document. */
  public JsonNode of(Audience audience) {
    return documents.get(audience);
  }

  private static JsonNode read() {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(BUILT)) {
      if (in == null) {
        throw new IllegalStateException("the build left no OpenAPI document");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode cut(JsonNode whole, Audience audience) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("openapi", whole.get("openapi").asText());
    document
        .putObject("info")
        .put("title", "Yima 医码: " + audience.title())
        .put("version", whole.at("/info/version").asText())
        .putObject("license")
        .put("name", "Apache-2.0");
    ObjectNode paths = document.putObject("paths");
    Set<String> names = new TreeSet<>();
    whole.get("paths").fieldNames().forEachRemaining(names::add);
    for (String path : names) {
      if (audience.owns(path)) {
        paths.set(path, withProblems(whole.get("paths").get(path).deepCopy()));
      }
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", reached(whole, paths));
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return document;
  }

  private static JsonNode withProblems(JsonNode path) {
    for (String method : METHODS) {
      if (path.get(method) instanceof ObjectNode operation) {
        // OpenAPI wants a description on every response, also where the status says it all.
        operation
            .withObject("/responses")
            .properties()
            .forEach(
                response -> {
                  if (response.getValue() instanceof ObjectNode answer
                      && !answer.has("description")) {
                    answer.put("description", "Status " + response.getKey());
                  }
                });
        operation
            .withObject("/responses/default")
            .put("description", "A problem (RFC 9457)")
            .withObject("/content/application~1problem+json/schema")
            .put("$ref", SCHEMA + "Problem");
      }
    }
    return path;
  }

  private static ObjectNode reached(JsonNode whole, JsonNode from) {
    JsonNode all = whole.at("/components/schemas");
    Set<String> names = new TreeSet<>();
    collect(from, all, names);
    ObjectNode schemas = new ObjectMapper().createObjectNode();
    names.forEach(name -> schemas.set(name, all.get(name)));
    return schemas;
  }

  private static void collect(JsonNode node, JsonNode all, Set<String> names) {
    JsonNode reference = node.get("$ref");
    if (reference != null && reference.isTextual() && reference.asText().startsWith(SCHEMA)) {
      String name = reference.asText().substring(SCHEMA.length());
      if (names.add(name)) {
        if (!all.has(name)) {
          throw new IllegalStateException("no schema " + name);
        }
        collect(all.get(name), all, names);
      }
    }
    node.forEach(child -> collect(child, all, names));
  }
}
