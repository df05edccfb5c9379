package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yima.house.Sources.File;

/** What must not be written, over all sources of the checkout. */
class TidyTest {
  private static final Set<String> TEXT =
      Set.of("java", "sql", "md", "yaml", "yml", "properties", "xml", "sh", "json");

  private static Sources sources;

  @BeforeAll
  static void read() {
    sources = Sources.of(path -> TEXT.contains(path.substring(path.lastIndexOf('.') + 1)));
    assertThat(sources.files()).extracting(File::path).contains("pom.xml", "README.md");
  }

  @TestFactory
  Stream<DynamicTest> nothingBannedIsWritten() {
    return Bans.ALL.stream()
        .map(
            ban ->
                dynamicTest(
                    ban.name(),
                    () ->
                        assertThat(
                                sources.files().stream()
                                    .flatMap(file -> ban.violations(file).stream()))
                            .as(ban.name() + "; instead: " + ban.instead())
                            .isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyBanCatchesItsExample() {
    return Bans.ALL.stream()
        .map(
            ban ->
                dynamicTest(
                    ban.name(),
                    () ->
                        assertThat(
                                ban.violations(
                                    new File(
                                        "src/main/java/org/yima/card/Example.java", ban.example())))
                            .hasSize(1)));
  }

  @TestFactory
  Stream<DynamicTest> everyExceptionIsStillNeeded() {
    return Bans.ALL.stream()
        .flatMap(
            ban ->
                ban.except().keySet().stream()
                    .map(path -> dynamicTest(ban.name() + " in " + path, () -> needed(ban, path))));
  }

  private static void needed(Ban ban, String path) {
    Ban strict =
        new Ban(
            ban.name(),
            ban.pattern(),
            ban.inComments(),
            ban.example(),
            ban.instead(),
            ban.where(),
            Map.of());
    assertThat(sources.files().stream().filter(file -> file.path().equals(path)))
        .anySatisfy(file -> assertThat(strict.violations(file)).isNotEmpty());
  }

  /** What is allowed stays allowed: constants in SQL, comments that name what is banned. */
  @Test
  void whatIsAllowedIsNotCaught() {
    List<String> allowed =
        List.of(
            "\"select \" + COLUMNS + \" from bill where id = $1\"",
            "\"\"\"\n select id from bill where id = $1\n \"\"\", id",
            "// Instant.now() would be no clock of ours",
            "/** Thread.sleep is banned */ int x;",
            "\"order \" + id",
            "OffsetDateTime.now(clock)",
            "LogicalType.Float");
    assertThat(allowed)
        .allSatisfy(
            line ->
                assertThat(
                        Bans.ALL.stream()
                            .flatMap(
                                ban ->
                                    ban
                                        .violations(
                                            new File("src/main/java/org/yima/card/X.java", line))
                                        .stream()))
                    .isEmpty());
  }

  @Test
  void everyDocumentHasExactlyOneTitle() {
    assertThat(
            sources.files().stream()
                .filter(file -> file.is(".md"))
                .filter(file -> titles(file.text()) != 1)
                .map(File::path))
        .as("documents without exactly one line that begins with '# '")
        .isEmpty();
  }

  /** Lines inside fences are code, where a sharp begins a comment. */
  private static long titles(String markdown) {
    boolean fenced = false;
    long titles = 0;
    for (String line : markdown.lines().toList()) {
      if (line.stripLeading().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced && line.startsWith("# ")) {
        titles++;
      }
    }
    return titles;
  }
}
