package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of problems over all rooms: complete, and told in docs/problems.md. Run with {@code
 * -Dyima.write=true} to write that file anew.
 */
class ProblemCatalogueTest {
  private static final Set<Integer> STATUSES =
      Set.of(
          400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 428, 429, 431, 500, 502,
          503);

  /** Each room's problems, by the name of the room. */
  private static TreeMap<String, List<ProblemType>> catalogue;

  @BeforeAll
  static void read() throws URISyntaxException {
    Path classes = Path.of(Id.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    catalogue =
        new ClassFileImporter()
            .importPath(classes).stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(ProblemType.class))
                .collect(
                    Collectors.toMap(
                        ProblemCatalogueTest::room,
                        ProblemCatalogueTest::problems,
                        (one, other) -> Stream.concat(one.stream(), other.stream()).toList(),
                        TreeMap::new));
    assertThat(catalogue).containsKeys("platform", "access", "payment");
  }

  private static String room(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }

  private static List<ProblemType> problems(JavaClass type) {
    return Stream.of(type.reflect().getEnumConstants()).map(ProblemType.class::cast).toList();
  }

  private static List<ProblemType> all() {
    return catalogue.values().stream().flatMap(List::stream).toList();
  }

  @Test
  void codesAreUniqueAndReadable() {
    assertThat(all())
        .extracting(ProblemType::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*"));
  }

  @Test
  void everyProblemSaysInBothLanguagesWhatToDo() {
    assertThat(all())
        .allSatisfy(
            problem -> {
              assertThat(problem.zh()).as(problem.code()).matches("(?s).*\\p{IsHan}.*[。！？]");
              assertThat(problem.en()).as(problem.code()).matches("[A-Z].*\\.");
              assertThat(problem.en()).as(problem.code()).doesNotContainPattern("\\p{IsHan}|%|\\{");
              assertThat(problem.zh()).as(problem.code()).doesNotContainPattern("%[sd]|\\{");
            });
  }

  @Test
  void statusesAreThoseOfTheContract() {
    assertThat(all())
        .allSatisfy(problem -> assertThat(STATUSES).as(problem.code()).contains(problem.status()));
  }

  /** Waiting helps against what is overloaded, and never against what was asked wrongly. */
  @Test
  void whatMayBeRetriedFollowsTheStatus() {
    assertThat(all())
        .allSatisfy(
            problem -> {
              switch (problem.status()) {
                case 429, 503 -> assertThat(problem.retryable()).as(problem.code()).isTrue();
                case 400, 401, 403, 405, 406, 410, 412, 413, 414, 415, 428, 431 ->
                    assertThat(problem.retryable()).as(problem.code()).isFalse();
                default -> assertThat(problem.code()).isNotBlank();
              }
            });
  }

  @Test
  void aProblemIsAnAnswerAndNoAccident() {
    Problem problem = PlatformProblem.NOT_FOUND.problem().at("/x", "invalid").retryAfter(3);
    assertThat(problem.getStackTrace()).isEmpty();
    assertThat(problem).hasMessage("not-found").hasNoCause();
    assertThat(problem.errors()).containsExactly(new Problem.FieldError("/x", "invalid"));
    assertThat(problem.retryAfterSeconds()).hasValue(3);
  }

  @Test
  void theDocumentTellsTheCatalogue() throws IOException {
    Path document = root().resolve("docs/problems.md");
    String expected = document();
    if (Boolean.getBoolean("yima.write")) {
      Files.writeString(document, expected);
    }
    assertThat(document).as("write it anew with -Dyima.write=true").hasContent(expected);
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Problems

            Every refusal is `application/problem+json` (RFC 9457) with one of these codes in `code`. Rely on the
            code, not on the texts. `retryable` says whether the same request may succeed later unchanged.
            This file is written from the rooms' catalogues by `ProblemCatalogueTest`.
            """);
    catalogue.forEach(
        (room, problems) -> {
          text.append("\n## ").append(room).append("\n\n");
          text.append("| code | status | retryable | zh-CN | en |\n");
          text.append("| --- | --- | --- | --- | --- |\n");
          problems.stream()
              .sorted(Comparator.comparing(ProblemType::code))
              .map(ProblemCatalogueTest::line)
              .forEach(text::append);
        });
    return text.toString();
  }

  private static String line(ProblemType problem) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %s | %s | %s |%n",
        problem.code(),
        problem.status(),
        problem.retryable() ? "yes" : "no",
        problem.zh(),
        problem.en());
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
