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
  void anotherDatabaseBeginsAnew() throws Exception {
    progress("embedded").once("one", () -> run("one"));
    assertThat(progress("postgresql://elsewhere:5432/yima").answer("one")).isEmpty();
    assertThat(progress("embedded").answer("one")).contains("one");
  }

  private Progress progress(String database) throws IOException {
    return Progress.of(temporary.resolve("loaded.json"), database);
  }

  private String run(String step) {
    ran.add(step);
    return step;
  }
}
