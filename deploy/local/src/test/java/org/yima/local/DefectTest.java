package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefectTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir Path temporary;

  @Test
  void oneLineForThePersonAndTheWholeInALog() throws Exception {
    Path var = temporary.resolve("var");
    Path log = var.resolve("launcher.log");
    for (int time = 1; time <= 2; time++) {
      String line = Defect.report(new IllegalStateException("unforeseen"), var, NOW);
      assertThat(line).hasLineCount(1).contains("IllegalStateException").endsWith(log.toString());
      assertThat(Files.readString(log))
          .contains("2026-11-21T08:00:00Z java.lang.IllegalStateException: unforeseen")
          .containsPattern("at .*DefectTest");
    }
    assertThat(Files.readString(log).split("unforeseen", -1)).hasSize(3);
  }

  @Test
  void whereNoLogCanBeWrittenTheLineSaysWhere() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThat(Defect.report(new IllegalStateException("unforeseen"), file, NOW))
        .hasLineCount(1)
        .contains("DefectTest");
  }
}
