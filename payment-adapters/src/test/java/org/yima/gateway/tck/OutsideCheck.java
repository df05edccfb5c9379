package org.yima.gateway.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
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
  private static final Path MARKS = Path.of("target", "outside-checks");
  private static final Path LIBRARY = Path.of("target", "classes");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final String PASSED = "passed";
  private static final String FAILED = "failed";

  boolean hasPassed() {
    return mark().equals(PASSED);
  }

  /** Whether nothing is known of it, though there is such a test. */
  boolean hasNotRun() {
    return mark().isEmpty() && isThere();
  }

  /** What was left since the library was compiled, or empty text. */
  private String mark() {
    try {
      Path mark = MARKS.resolve(test);
      return Files.exists(mark) && Files.getLastModifiedTime(mark).toMillis() >= compiled()
          ? Files.readString(mark)
          : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long compiled() throws IOException {
    try (Stream<Path> files = Files.walk(LIBRARY)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(Long.MAX_VALUE);
    }
  }

  private boolean isThere() {
    String[] names = test.split("\\.", -1);
    try (Stream<Path> files = Files.walk(TESTS)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().equals(names[0] + ".java")).toList();
      String text = found.size() == 1 ? Files.readString(found.get(0)) : "";
      return text.contains("OutsideCheck.Kept.class")
          && (names.length == 1 || text.contains("void " + names[1] + "("));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Keeps what passed and what failed: each test, and the class as a whole. */
  public static final class Kept implements TestWatcher, AfterAllCallback {
    private boolean onePassed;
    private boolean oneFailed;

    @Override
    public void testSuccessful(ExtensionContext context) {
      onePassed = true;
      keep(name(context), PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      oneFailed = true;
      keep(name(context), FAILED);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (onePassed || oneFailed) {
        keep(context.getRequiredTestClass().getSimpleName(), oneFailed ? FAILED : PASSED);
      }
    }

    private static String name(ExtensionContext context) {
      return context.getRequiredTestClass().getSimpleName()
          + "."
          + context.getRequiredTestMethod().getName();
    }

    private static void keep(String name, String what) {
      try {
        Path unused = Files.writeString(Files.createDirectories(MARKS).resolve(name), what);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }
}
