package org.yima.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of {@code object-policy.txt}: one place of one operation that names an object.
 *
 * @param place {@code {id}} of the path, {@code ?name} of the query, or a pointer into the body
 * @param kind what is named there; NAME where the text is the caller's own and names no object
 * @param own what the object's own caller is told, {@code -} where another row has asked already
 * @param others HIDDEN: told as if it did not exist; SHARED: everybody's; APART: another's object
 *     of the same name; ALL: no caller of this role has objects of their own; {@code -} with NAME
 * @param missing what is told where no such object exists
 * @param malformed what is told of a text that is no id
 * @param body of the request, with {@code $KIND} for the ids; empty for none
 */
record ObjectRow(
    String method,
    String path,
    String place,
    String kind,
    String own,
    String others,
    String missing,
    String malformed,
    String body) {
  private static final Path TABLE = Path.of("test/resources/object-policy.txt");

  String operation() {
    return method + " " + path;
  }

  String key() {
    return operation() + " " + place;
  }

  boolean namesAnObject() {
    return !kind.equals("NAME");
  }

  /** The rows in their order; a later row of an operation may leave the body to the first. */
  static List<ObjectRow> all() throws IOException {
    List<ObjectRow> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(of(line, rows));
      }
    }
    return rows;
  }

  private static ObjectRow of(String line, List<ObjectRow> before) {
    int bar = line.indexOf(" | ");
    String body = bar < 0 ? "" : line.substring(bar + 3).trim();
    String[] cells = (bar < 0 ? line : line.substring(0, bar)).trim().split("\\s+");
    assertThat(cells).as(line).hasSize(8);
    String first =
        before.stream()
            .filter(row -> row.operation().equals(cells[0] + " " + cells[1]))
            .map(ObjectRow::body)
            .findFirst()
            .orElse("");
    return new ObjectRow(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        cells[5],
        cells[6],
        cells[7],
        body.isEmpty() ? first : body);
  }
}
