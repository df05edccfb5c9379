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
import java.util.Locale;
import java.util.Map;
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
