package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the server wrote while it served: a JSON object a line. */
final class ServerLog {
  private final String text;
  private final List<JsonNode> lines;

  private ServerLog(String text, List<JsonNode> lines) {
    this.text = text;
    this.lines = lines;
  }

  static ServerLog of(World world) throws IOException {
    String text = Files.readString(world.folder().resolve("server.log"), StandardCharsets.UTF_8);
    List<JsonNode> lines = new ArrayList<>();
    // Before the JSON begins the virtual machine may say how it was started.
    for (String line : text.lines().filter(it -> it.startsWith("{")).toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return new ServerLog(text, lines);
  }

  /** Neither as it is nor escaped. */
  void holdsNone(Set<String> secrets) {
    assertThat(secrets).hasSizeGreaterThan(7).noneMatch(String::isBlank);
    StringBuilder said = new StringBuilder(text);
    lines.forEach(line -> line.findValuesAsText("message").forEach(said::append));
    lines.forEach(line -> line.findValuesAsText("stackTrace").forEach(said::append));
    for (String secret : secrets) {
      assertThat(said.indexOf(secret)).as("what is logged at this place").isEqualTo(-1);
    }
  }

  void tracesEveryRequest() {
    List<JsonNode> requests =
        lines.stream()
            .filter(line -> line.path("loggerName").asText().equals("org.yima.access-log"))
            .toList();
    assertThat(requests).hasSizeGreaterThan(100);
    assertThat(requests)
        .allSatisfy(
            line -> {
              String trace = line.at("/mdc/traceId").asText();
              assertThat(trace).matches("[0-9a-f]{32}");
              assertThat(line.path("message").asText()).startsWith("trace=" + trace + " ");
            });
  }
}
