package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yima.house.Sources.File;

/**
 * No room reads or writes another's tables. How: a table belongs to the room in whose folder a
 * migration creates it, and what follows FROM, JOIN, INTO, UPDATE or TRUNCATE in a room's sources
 * is looked up there.
 */
class TablesTest {
  private static final Pattern CREATED =
      Pattern.compile("(?i)create table (?:if not exists )?(\\w+)");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:from|join|into|update|truncate|lock table)\\s+(?:only\\s+)?([a-z_]+)\\b");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern MIGRATION =
      Pattern.compile("src/main/resources/db/migration/(\\w+)/.*\\.sql");
  private static final Pattern SOURCE = Pattern.compile("src/main/java/org/yima/(\\w+)/.*\\.java");

  private static Sources sources;
  private static Map<String, String> owners;

  @BeforeAll
  static void read() {
    sources = Sources.of(path -> path.endsWith(".java") || path.endsWith(".sql"));
    owners = new TreeMap<>();
    sources.files().forEach(TablesTest::noteTables);
    assertThat(owners).containsEntry("outbox", "platform").containsEntry("posting", "payment");
  }

  private static void noteTables(File file) {
    Matcher migration = MIGRATION.matcher(file.path());
    if (migration.matches()) {
      CREATED
          .matcher(file.text())
          .results()
          .forEach(table -> owners.put(table.group(1), migration.group(1)));
    }
  }

  /** Each table of another room that a file names in a statement. */
  private static Stream<String> foreign(File file) {
    Matcher source = SOURCE.matcher(file.path());
    return source.matches()
        ? NAMED
            .matcher(COMMENT.matcher(file.text()).replaceAll(""))
            .results()
            .map(named -> named.group(1))
            .filter(table -> !owners.getOrDefault(table, source.group(1)).equals(source.group(1)))
            .map(table -> file.path() + " names " + owners.get(table) + "'s " + table)
        : Stream.empty();
  }

  @Test
  void noRoomNamesAnothersTable() {
    assertThat(sources.files().stream().flatMap(TablesTest::foreign)).isEmpty();
  }

  @Test
  void aForeignTableWouldBeSeen() {
    String statement = "tx.query(\"delete from idempotency where created_at < now()\")";
    assertThat(foreign(new File("src/main/java/org/yima/access/Example.java", statement)))
        .hasSize(1);
    assertThat(foreign(new File("src/main/java/org/yima/platform/Example.java", statement)))
        .isEmpty();
  }

  @Test
  void everyMigrationLiesInTheFolderOfARoom() {
    List<String> rooms =
        Stream.of(Room.values()).map(room -> room.root().substring("org.yima.".length())).toList();
    assertThat(owners.values()).isSubsetOf(rooms);
  }
}
