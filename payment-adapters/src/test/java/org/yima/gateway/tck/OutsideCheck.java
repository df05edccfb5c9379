package org.yima.gateway.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A check by what nobody here wrote. The table names it when its test has passed since the library
 * was last compiled; one that was skipped, for want of the tool, has not.
 *
 * @param who the tool or the client
 * @param test a test class's simple name, or that and a method after a point
 */
public record OutsideCheck(String who, String test) {
  private static final Path PASSED = Path.of("target", "outside-checks");
  private static final Path LIBRARY = Path.of("target", "classes");

  boolean hasPassed() {
    try {
      Path mark = PASSED.resolve(test);
      return Files.exists(mark) && Files.getLastModifiedTime(mark).toMillis() >= compiled(LIBRARY);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long compiled(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(Long.MAX_VALUE);
    }
  }

  /** Keeps what passed, a test by its own name and by its class's. */
  public static final class Kept implements TestWatcher {
    @Override
    public void testSuccessful(ExtensionContext context) {
      String name = context.getRequiredTestClass().getSimpleName();
      keep(name);
      keep(name + "." + context.getRequiredTestMethod().getName());
    }

    private static void keep(String name) {
      try {
        Path folder = Files.createDirectories(PASSED);
        Path unused = Files.writeString(folder.resolve(name), "passed");
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      String name = context.getRequiredTestClass().getSimpleName();
      try {
        boolean one = Files.deleteIfExists(PASSED.resolve(name));
        boolean other =
            Files.deleteIfExists(
                PASSED.resolve(name + "." + context.getRequiredTestMethod().getName()));
        if (one || other) {
          context.publishReportEntry("outside check", "failed");
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }
}
