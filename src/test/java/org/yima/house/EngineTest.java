package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The name of the matching engine follows from its sources, so that an index is weighed anew
 * whenever a release normalises, compares or decides otherwise, whoever forgot to say so. {@code
 * -Dyima.write=true} writes it anew. What a comment says makes no difference.
 */
class EngineTest {
  private static final String NAME =
      "src/main/resources/org/yima/index/matching/chinese/engine.txt";

  /** What decides about a pair, and about who goes to whom; not how it is trained or drawn. */
  private static final Pattern OF_THE_ENGINE =
      Pattern.compile(
          "src/main/java/org/yima/index/("
              + "matching/(Identity|Difference)"
              + "|matching/(block/BlockKey|weight/(Bits|Frequencies|Model|Scorer))"
              + "|matching/(chinese|column|compare|normal|rule|schema)/\\w+"
              + "|living/(Bench|Candidates|CityRow|Deciding|Grouping|Keying|Nobodys|Persons|TakingOut)"
              + ")\\.java"
              + "|src/main/resources/org/yima/index/matching/chinese/"
              + "(pinyin|private|simplified|surnames|variants)\\.txt");

  /** As the formatter leaves them: a comment has its lines for itself. */
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(//|/\\*|\\*).*\\R?");

  private static String without(Sources.File file) {
    return file.path().endsWith(".java")
        ? COMMENT.matcher(file.text()).replaceAll("")
        : file.text();
  }

  private static String name(List<Sources.File> files) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (Sources.File file : files) {
        hash.update((file.path() + '\0' + without(file) + '\0').getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theEnginesNameIsThatOfItsSources() throws IOException {
    List<Sources.File> files =
        Sources.of(path -> OF_THE_ENGINE.matcher(path).matches() && !path.endsWith("-info.java"))
            .files();
    assertThat(files)
        .extracting(Sources.File::path)
        .anyMatch(path -> path.endsWith("CityRules.java"))
        .anyMatch(path -> path.endsWith("living/Persons.java"));
    String expected = name(files) + "\n";
    Path written = Sources.root().resolve(NAME);
    if (Boolean.getBoolean("yima.write")) {
      Files.writeString(written, expected);
    }
    assertThat(written).as("write it anew with -Dyima.write=true").hasContent(expected);
  }

  @Test
  void aCommentMakesNoDifferenceAndEverythingElseDoes() {
    String text =
        "/** Adds. */\nclass A {\n  // one more\n  int next(int i) {\n    return i + 1;\n  }\n}\n";
    String name = name(List.of(new Sources.File("A.java", text)));
    assertThat(name(List.of(new Sources.File("A.java", text.replace("one more", "the next")))))
        .isEqualTo(name);
    assertThat(name(List.of(new Sources.File("A.java", text.replace("+ 1", "+ 2")))))
        .isNotEqualTo(name);
  }
}
