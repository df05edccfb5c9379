package org.yima.access.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.PostgresResource;
import org.yima.access.PolicyTable;
import org.yima.platform.Role;

/**
 * The committed contract is the server's. {@code -Dyima.openapi.write=true} writes the documents
 * instead of comparing them.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ContractTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** Answers of which every member may be missing. */
  private static final Set<String> ALL_OPTIONAL = Set.of("NextMatch");

  @ParameterizedTest
  @EnumSource(Audience.class)
  void theCommittedDocumentIsTheServers(Audience audience) throws IOException {
    String served =
        given().get("/openapi/" + audience.path()).then().statusCode(200).extract().asString();
    JsonNode document = new ObjectMapper().readTree(served);
    Path file = Path.of("..", "openapi", audience.path() + ".yaml");
    if (Boolean.getBoolean("yima.openapi.write")) {
      Path written = Files.writeString(file, YAML.writeValueAsString(document));
      assertThat(written).exists();
    }
    assertThat(document.get("openapi").asText()).isEqualTo("3.0.3");
    assertThat(YAML.readTree(file.toFile()))
        .as("openapi/%s.yaml; write it with -Dyima.openapi.write=true", audience.path())
        .isEqualTo(document);
  }

  /** Each operation says whether it needs a token and whose, as the policy table states it. */
  @ParameterizedTest
  @EnumSource(Audience.class)
  void theDocumentSaysWhoMayCall(Audience audience) throws IOException {
    Map<String, PolicyTable.Row> table =
        PolicyTable.rows().stream()
            .collect(Collectors.toMap(PolicyTable.Row::key, Function.identity()));
    JsonNode document =
        new ObjectMapper().readTree(given().get("/openapi/" + audience.path()).asString());
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String key =
                              operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                          assertThat(table).as(audience.path()).containsKey(key);
                          saysWhoMayCall(table.get(key), operation.getValue());
                        }));
  }

  /**
   * A contract that requires nothing holds for the empty object: each answer names what it always
   * has, and none is named by its number.
   */
  @ParameterizedTest
  @EnumSource(Audience.class)
  void everyAnswerSaysWhatItAlwaysHas(Audience audience) throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(given().get("/openapi/" + audience.path()).asString());
    Set<String> answers = new TreeSet<>();
    document
        .get("paths")
        .forEach(
            path ->
                path.forEach(operation -> reached(document, operation.path("responses"), answers)));
    Set<String> loose =
        answers.stream()
            .filter(
                name -> {
                  JsonNode schema = document.at("/components/schemas/" + name);
                  return !schema.path("properties").isEmpty()
                      && schema.path("required").isEmpty()
                      && !ALL_OPTIONAL.contains(name);
                })
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(loose).as("answers of %s that require nothing", audience).isEmpty();
    assertThat(answers).noneMatch(name -> name.matches(".*[a-z]\\d"));
  }

  private static void reached(JsonNode document, JsonNode from, Set<String> names) {
    String reference = from.path("$ref").asText();
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    if (!name.isEmpty() && names.add(name)) {
      reached(document, document.at("/components/schemas/" + name), names);
    }
    from.forEach(member -> reached(document, member, names));
  }

  /** The key of idempotency is asked for wherever it is read. */
  @ParameterizedTest
  @EnumSource(Audience.class)
  void theKeyOfIdempotencyIsRequired(Audience audience) throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(given().get("/openapi/" + audience.path()).asString());
    List<Boolean> required = new ArrayList<>();
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        for (JsonNode parameter : operation.path("parameters")) {
          if (parameter.path("name").asText().equals("Idempotency-Key")) {
            required.add(parameter.path("required").asBoolean());
          }
        }
      }
    }
    assertThat(required).doesNotContain(false);
    assertThat(required.isEmpty())
        .isEqualTo(!Set.of(Audience.APP, Audience.HOSPITAL, Audience.TERMINAL).contains(audience));
  }

  private static void saysWhoMayCall(PolicyTable.Row row, JsonNode operation) {
    String roles = row.roles().stream().map(Role::name).collect(Collectors.joining(", "));
    assertThat(operation.path("security").toString())
        .as("security of %s", row.key())
        .isEqualTo(row.open() ? "[]" : "[{\"bearer\":[]}]");
    assertThat(operation.path("description").asText())
        .as("description of %s", row.key())
        .contains(row.open() ? "Needs no sign-in." : "Roles: " + roles + ".");
  }
}
