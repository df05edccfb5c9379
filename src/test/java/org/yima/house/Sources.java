package org.yima.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Source files as text, each with its path from the root of the checkout. */
record Sources(List<File> files) {
  private static final Set<String> NOT_OURS = Set.of("target", "var", ".git", "node_modules");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern PURPOSE = Pattern.compile("(?s)^/\\*\\*(.*?)\\*/");

  /** One file; {@code path} from the root of the checkout, with slashes. */
  record File(String path, String text) {
    boolean isTest() {
      return path.contains("src/test/") || path.startsWith("mobile-contract-tests/");
    }

    boolean is(String suffix) {
      return path.endsWith(suffix);
    }
  }

  /** The root of the checkout: the nearest directory above with the reactor's wrapper. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("the tests do not run inside a checkout");
      }
    }
    return directory;
  }

  /** Every file of the checkout whose path the filter takes. */
  static Sources of(Predicate<String> filter) {
    Path root = root();
    return new Sources(
        regularFiles(root).stream()
            .filter(path -> filter.test(name(root, path)))
            .map(path -> new File(name(root, path), read(path)))
            .sorted(java.util.Comparator.comparing(File::path))
            .toList());
  }

  static Sources ofServer() {
    return of(name -> name.startsWith("src/main/java/") && name.endsWith(".java"));
  }

  /**
   * What is not ours is not entered: a server that runs beside the tests makes and deletes files
   * there, and one that goes between the listing and the look is none of the sources.
   */
  static List<Path> regularFiles(Path root) {
    List<Path> found = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes is) {
            return !directory.equals(root) && NOT_OURS.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            if (is.isRegularFile() && !NOT_OURS.contains(file.getFileName().toString())) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Path walked = Files.walkFileTree(root, visitor);
      assert walked.equals(root);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path root, Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** The packages that hold classes. */
  Set<String> packages() {
    return files.stream().flatMap(Sources::packageOf).collect(Collectors.toUnmodifiableSet());
  }

  /** The packages whose package-info says at least so many characters of purpose. */
  Set<String> describedPackages(int atLeast) {
    return files.stream()
        .filter(file -> file.is("/package-info.java"))
        .filter(file -> purpose(file.text()).length() >= atLeast)
        .flatMap(Sources::packageOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> packageOf(File file) {
    Matcher matcher = PACKAGE.matcher(file.text());
    return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
  }

  private static String purpose(String text) {
    Matcher matcher = PURPOSE.matcher(text);
    return matcher.find() ? matcher.group(1).replaceAll("[\\s*]+", " ").strip() : "";
  }
}
