package org.yima.sandbox.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.Sandbox;

/** One process per folder. */
class BooksLockTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void booksAreOpenOnceAtATime() {
    try (Books first = Books.open(folder, CLOCK)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> Books.open(folder, CLOCK).close())
          .isInstanceOf(BooksException.class)
          .hasMessageContaining("in use by another process");
    }
    Books.open(folder, CLOCK).close();
  }

  @Test
  void anotherProcessSaysSoInOneLine() throws Exception {
    Path config = Files.writeString(folder.resolve("config.json"), "{}");
    try (Books held = Books.open(folder, CLOCK)) {
      assertThat(held).isNotNull();
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Sandbox.class.getName(),
                  "--port",
                  "0",
                  "--data",
                  folder.toString(),
                  "--config",
                  config.toString())
              .start();
      String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor()).isEqualTo(1);
      assertThat(said).startsWith("gateway-sandbox: the books in " + folder).hasLineCount(1);
    }
  }
}
