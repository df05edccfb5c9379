package org.yima.access.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yima.platform.Role;

/**
 * Cuts the document that the build made of all resources into one per audience: its paths, the
 * schemas they reach, who may call each operation, and the problem that any may answer.
 */
@ApplicationScoped
public class Contracts {
  private static final String BUILT = "META-INF/quarkus-generated-openapi-doc.JSON";
  private static final String SCHEMA = "#/components/schemas/";
  private static final String SCHEME = "bearer";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");

  private final Map<Audience, ObjectNode> documents = new EnumMap<>(Audience.class);

  private final AllowedRoles allowed;

  Contracts(AllowedRoles allowed) {
    this.allowed = allowed;
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

  private ObjectNode cut(JsonNode whole, Audience audience) {
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
        JsonNode own = whole.get("paths").get(path).deepCopy();
        secure(path, own);
        paths.set(path, withProblems(own));
      }
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", reached(whole, paths));
    components
        .putObject("securitySchemes")
        .putObject(SCHEME)
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return document;
  }

  /** Without a token for operations that anyone may call; else with one, of the roles it names. */
  private void secure(String path, JsonNode operations) {
    for (String method : METHODS) {
      if (operations.get(method) instanceof ObjectNode operation) {
        List<Role> roles =
            allowed
                .of(method, path)
                .orElseThrow(
                    () -> new IllegalStateException("no policy of " + method + " " + path));
        ArrayNode security = operation.putArray("security");
        if (!roles.contains(Role.ANYONE)) {
          // Roles are no OAuth scopes, and OpenAPI 3.0 lets no other scheme list any.
          security.addObject().set(SCHEME, JsonNodeFactory.instance.arrayNode());
        }
        operation.put("description", described(operation, roles));
        operation.path("parameters").forEach(Contracts::needed);
      }
    }
  }

  /** Whoever reads the key refuses its absence; the annotation that reads it can't say so. */
  private static void needed(JsonNode parameter) {
    if (parameter instanceof ObjectNode header
        && header.path("name").asText().equals("Idempotency-Key")) {
      header.put("required", true);
    }
  }

  private static String described(ObjectNode operation, List<Role> roles) {
    String who =
        roles.contains(Role.ANYONE)
            ? "Needs no sign-in."
            : "Roles: " + roles.stream().map(Role::name).collect(Collectors.joining(", ")) + ".";
    String counter =
        roles.contains(Role.RESIDENT)
            ? " Also HOSPITAL_STAFF at a counter, for the resident who is present."
            : "";
    String said = operation.path("description").asText("");
    return said.isEmpty() ? who + counter : said + "\n\n" + who + counter;
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
