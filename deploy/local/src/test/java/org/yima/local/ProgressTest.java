package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgressTest {
  @TempDir Path temporary;
  private final List<String> ran = new ArrayList<>();

  @Test
  void stepsDoneBeforeACrashAreNotRepeated() throws Exception {
    Progress first = progress("embedded");
    assertThat(first.once("one", () -> run("one"))).isEqualTo("one");
    assertThatThrownBy(
            () ->
                first.once(
                    "two",
                    () -> {
                      throw new IOException("cut off");
                    }))
        .isInstanceOf(IOException.class);

    Progress second = progress("embedded");
    assertThat(second.once("one", () -> run("one again"))).isEqualTo("one");
    assertThat(second.once("two", () -> run("two"))).isEqualTo("two");
    assertThat(ran).containsExactly("one", "two");
  }

  @Test
  void theFileIsBoundToItsDatabaseBeforeAnyStep() throws Exception {
    Path file = temporary.resolve("loaded.json");
    assertThat(Progress.isOf(file, "embedded")).isFalse();
    assertThat(progress("embedded").answer("one")).isEmpty();
    assertThat(Progress.isOf(file, "embedded")).isTrue();
    assertThat(Progress.hasSteps(file)).isFalse();
    assertThatThrownBy(() -> progress("7309/16384"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("another database");
    progress("embedded").once("one", () -> run("one"));
    assertThat(Progress.hasSteps(file)).isTrue();
  }

  private Progress progress(String database) throws IOException, InterruptedException {
    return Progress.of(temporary.resolve("loaded.json"), database);
  }

  private String run(String step) {
    ran.add(step);
    return step;
  }
}
