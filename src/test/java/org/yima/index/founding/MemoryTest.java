package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that would end for want of memory does not begin, and says what it needs. */
class MemoryTest {
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  @Test
  void whatDoesNotFitIsRefusedBefore() throws IOException {
    Path one = Files.write(directory.resolve("a.csv"), new byte[(int) (2 * MEBIBYTE)]);
    Path other = Files.write(directory.resolve("b.csv"), new byte[(int) (2 * MEBIBYTE)]);
    List<Path> both = List.of(one, other);
    assertThatThrownBy(() -> Memory.mustHold(both, 277 * MEBIBYTE))
        .hasMessageContaining("278 MiB and may have 277; start it with -Xmx279m");
    Memory.mustHold(both, 278 * MEBIBYTE);
    Memory.mustHold(List.of(one), 277 * MEBIBYTE);
  }
}
