package org.yima.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PickTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void textIsPrintedBareAndAnythingElseAsJson() throws Exception {
    assertThat(pick("/items/1/id")).isZero();
    assertThat(pick("/items/0")).isZero();
    assertThat(pick("/total")).isZero();
    assertThat(said.toString()).isEqualToNormalizingNewlines("二\n{\"id\":\"one\"}\n41000\n");
  }

  @Test
  void aPlaceWhereNothingStandsFails() throws Exception {
    assertThat(pick("/items/2")).isNotZero();
    assertThat(said.toString()).isEmpty();
  }

  private int pick(String pointer) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.json"),
            """
            {"items": [{"id": "one"}, {"id": "二"}], "total": 41000}
            """);
    return new CommandLine(new Yima.Pick())
        .setOut(new PrintWriter(said))
        .setExecutionExceptionHandler((failure, command, parsed) -> 1)
        .execute(pointer, file.toString());
  }
}
