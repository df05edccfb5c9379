package org.yima.migration.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Lengths;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;
import org.yima.migration.cleaning.RowCleaner;
import org.yima.migration.files.Files.Stored;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.QualityCounts;

/** The sample city's extracts: each spoiled line goes where its kind of dirt belongs. */
class SampleExtractsTest {
  /** Kinds of dirt that no rule can put right, with the reason each is quarantined for. */
  private static final Map<String, Reason> QUARANTINED =
      Map.of(
          "SCIENTIFIC_DOCUMENT", Reason.SCIENTIFIC_NOTATION,
          "TEST_ROW", Reason.TEST_ROW,
          "PATIENT_ID_REUSED", Reason.PATIENT_ID_REUSED,
          "SHIFTED_COLUMNS", Reason.SHIFTED_COLUMNS,
          "FRACTION_OF_A_FEN", Reason.BALANCE_FRACTION,
          "HALF_WRITTEN", Reason.HALF_WRITTEN);

  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-01T00:00:00+08:00");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void everyLineGoesWhereItBelongs(int hospital) throws IOException {
    Path city = city();
    JsonObject extract =
        new JsonObject(Files.readString(city.resolve("city.json")))
            .getJsonArray("hospitals")
            .getJsonObject(hospital)
            .getJsonObject("extract");
    byte[] bytes = Files.readAllBytes(city.resolve(extract.getString("file")));
    Mapping mapping = mapping(extract.getJsonObject("mapping"));
    List<Row> rows = rows(bytes, mapping);
    assertThat(rows).hasSize(2000);

    Screened screened =
        new Screen(List.of())
            .tellApart(rows, cleaner(mapping, lengths(rows, mapping))::clean, this::keys);
    Map<Long, Reason> refused = new TreeMap<>();
    screened.refused().forEach(r -> refused.put(r.row().line(), r.reason()));
    Map<Long, Reason> expected = new TreeMap<>();
    String file = city.resolve(extract.getString("file")).getFileName().toString();
    for (String line : Files.readAllLines(city.resolve("dirt.csv"))) {
      String[] stain = line.split(",", -1);
      if (stain[0].equals(file) && QUARANTINED.containsKey(stain[2])) {
        expected.put(Long.parseLong(stain[1]), QUARANTINED.get(stain[2]));
      }
    }
    // A patient number is seen to be reused only where the line before could be read.
    Set<Long> unread = Set.copyOf(expected.keySet());
    expected
        .entrySet()
        .removeIf(e -> e.getValue() == Reason.PATIENT_ID_REUSED && unread.contains(e.getKey() - 1));
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(refused).isEqualTo(expected);
  }

  private static List<Row> rows(byte[] bytes, Mapping mapping) {
    List<Row> rows = new ArrayList<>();
    Migration.Cursor cursor = new Migration.Cursor("f.csv", 0, 1);
    Stored file =
        new Stored(
            "f.csv",
            bytes.length,
            bytes.length,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    while (cursor.offset() < bytes.length) {
      byte[] rest = Arrays.copyOfRange(bytes, (int) cursor.offset(), bytes.length);
      FileSlice slice = FileSlice.cut(file, mapping, rest, cursor, 200);
      rows.addAll(slice.rows());
      cursor = slice.next();
      file =
          new Stored(
              "f.csv",
              bytes.length,
              bytes.length,
              Optional.empty(),
              Optional.of(slice.encoding()),
              Optional.of(slice.header()));
    }
    return rows;
  }

  private static Lengths lengths(List<Row> rows, Mapping mapping) {
    QualityCounts quality = QualityCounts.of(new JsonObject());
    RowCleaner learning = cleaner(mapping, Lengths.UNKNOWN);
    rows.forEach(row -> quality.add(row, learning.clean(row)));
    assertThat(quality.lengths()).isEqualTo(new Lengths(10, 8));
    return quality.lengths();
  }

  private static RowCleaner cleaner(Mapping mapping, Lengths lengths) {
    return new RowCleaner("h-card", mapping, lengths, ZoneId.of("Asia/Shanghai"), AT);
  }

  private Keys keys(Cleaned.Card card) {
    return new Keys(
        Buffer.buffer(card.source().number()),
        card.patientId().map(Buffer::buffer),
        card.source().document().map(d -> Buffer.buffer(d.hashed())),
        Optional.of(card.source().name()).filter(n -> !n.isEmpty()).map(Buffer::buffer));
  }

  private static Mapping mapping(JsonObject asked) {
    Map<String, String> columns = new HashMap<>();
    asked.getJsonObject("columns").forEach(e -> columns.put(e.getKey(), (String) e.getValue()));
    Map<String, Map<String, String>> values = new HashMap<>();
    asked
        .getJsonObject("values")
        .forEach(
            entry -> {
              Map<String, String> words = new HashMap<>();
              ((JsonObject) entry.getValue())
                  .forEach(w -> words.put(w.getKey(), w.getValue().toString()));
              values.put(entry.getKey(), words);
            });
    // The encoding is left to be recognised.
    return new Mapping(Optional.empty(), columns, values);
  }

  private static Path city() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("samples/city"))) {
      folder = folder.getParent();
    }
    return folder.resolve("samples/city");
  }
}
