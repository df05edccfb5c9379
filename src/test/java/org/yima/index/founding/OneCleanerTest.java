package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.index.SampleDocuments;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Lengths;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;
import org.yima.migration.cleaning.RowCleaner;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Field;
import org.yima.samples.population.Population;

/** A dirty file makes the same records by a founding load and by a migration. */
class OneCleanerTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final int PEOPLE = 400 * Integer.getInteger("yima.scale", 1);

  /** Of these a migration waits for a better document; a load takes the record without. */
  private static final Set<Reason> OF_DOCUMENTS =
      Set.of(Reason.DOCUMENT_INVALID, Reason.DOCUMENT_TYPE_UNKNOWN, Reason.SCIENTIFIC_NOTATION);

  /** Where a migration's field is a column of another name. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "cardNumber", "card",
          "patientId", "patient",
          "otherPhone", "phone2",
          "guardianDocumentNumber", "guardian_document");

  private static final List<String> HEADER = Stream.of(Field.values()).map(Field::header).toList();

  private static RowCleaner migration(Header.Lengths learned) {
    return new RowCleaner(
        "d1",
        new Mapping(Optional.of("UTF-8"), columns(), Map.of()),
        new Lengths(learned.card(), learned.patient()),
        ZoneId.of("Asia/Shanghai"),
        OffsetDateTime.parse("2026-11-01T00:00:00+08:00"));
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new HashMap<>();
    for (var field : org.yima.migration.cleaning.Field.values()) {
      String column = COLUMNS.getOrDefault(field.key(), field.name().toLowerCase(Locale.ROOT));
      if (HEADER.contains(column)) {
        columns.put(field.key(), column);
      }
    }
    return columns;
  }

  private static List<String> row(Map<Field, String> values) {
    return Stream.of(Field.values()).map(field -> values.getOrDefault(field, "")).toList();
  }

  private static List<String> spoiled(Field field, String value) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    values.put(Field.CARD, "0000012345");
    values.put(Field.NAME, "张伟");
    values.put(Field.DOCUMENT_TYPE, "护照");
    values.put(Field.DOCUMENT_NUMBER, "E12345678");
    values.put(Field.BIRTH_DATE, "1990年3月7日");
    values.put(Field.SEX, "2");
    values.put(Field.PHONE, "+86 154-0000-1234");
    values.put(field, value);
    return row(values);
  }

  private static List<List<String>> dirty() {
    List<List<String>> rows = new ArrayList<>();
    new Population(99, PEOPLE, 1, ErrorRates.shipped())
        .registrations()
        .forEach(one -> rows.add(Stream.of(Field.values()).map(one::get).toList()));
    String number = SampleDocuments.of("99010119900307002");
    rows.add(spoiled(Field.NAME, "12床张伟"));
    rows.add(spoiled(Field.NAME, "测试01"));
    rows.add(spoiled(Field.NAME, "张伟2"));
    rows.add(spoiled(Field.NAME, "  张\u3000伟\u200B "));
    rows.add(spoiled(Field.CARD, "１２３４５"));
    rows.add(spoiled(Field.CARD, "1.2E+10"));
    rows.add(spoiled(Field.CARD, ""));
    rows.add(spoiled(Field.CARD, "12 34"));
    rows.add(spoiled(Field.PATIENT, "没有"));
    rows.add(spoiled(Field.DOCUMENT_TYPE, "军官证"));
    rows.add(spoiled(Field.DOCUMENT_NUMBER, "1.1E+17"));
    rows.add(spoiled(Field.DOCUMENT_NUMBER, "000000000"));
    rows.add(spoiled(Field.PHONE, "13800000000"));
    rows.add(spoiled(Field.PHONE, "无"));
    rows.add(spoiled(Field.BIRTH_DATE, "1900-01-01"));
    rows.add(spoiled(Field.BIRTH_DATE, "2990/1/1"));
    rows.add(spoiled(Field.BIRTH_DATE, "1850.2.3"));
    rows.add(spoiled(Field.STATUS, "挂失"));
    rows.add(spoiled(Field.INSURANCE_NUMBER, "000000"));
    rows.add(spoiled(Field.GUARDIAN_DOCUMENT, number));
    rows.add(spoiled(Field.PREVIOUS_NAME, "张3"));
    rows.add(spoiled(Field.ADDRESS, "东".repeat(400)));
    return rows;
  }

  private static Row ofMigration(List<String> row) {
    Map<org.yima.migration.cleaning.Field, String> values =
        new EnumMap<>(org.yima.migration.cleaning.Field.class);
    columns()
        .forEach(
            (key, column) ->
                values.put(
                    org.yima.migration.cleaning.Field.ofKey(key).orElseThrow(),
                    row.get(HEADER.indexOf(column))));
    return Row.of("d1.csv", 2, values);
  }

  private static CsvRecord ofLoad(List<String> row) {
    StringWriter text = new StringWriter();
    CsvWriter unused = CsvWriter.builder().bufferSize(0).build(text).writeRecord(row);
    return CsvReader.builder().ofCsvRecord(text.toString()).iterator().next();
  }

  @Test
  void bothWaysMakeTheSameRecord() {
    List<List<String>> rows = dirty();
    Header header =
        Header.of("d1.csv", HEADER).learning(rows.stream().map(r -> ofLoad(r)).toList());
    assertThat(header.lengths().card()).isEqualTo(10);
    RowCleaner migration = migration(header.lengths());
    int alike = 0;
    int refused = 0;
    for (List<String> row : rows) {
      Entry entry = Entry.of(header, ofLoad(row), TODAY);
      Cleaned cleaned = migration.clean(ofMigration(row));
      if (cleaned instanceof Cleaned.Card card) {
        assertThat(entry.refusal()).isEmpty();
        assertThat(entry.source()).isEqualTo(card.source());
        assertThat(entry.retired()).isEqualTo(card.retired());
        assertThat(entry.patient()).isEqualTo(card.patientId().orElse(""));
        alike++;
      } else {
        Reason reason = ((Cleaned.Rejected) cleaned).reason();
        assertThat(entry.refusal().map(Reason::valueOf).orElse(reason)).isEqualTo(reason);
        assertThat(entry.refusal().isPresent() || OF_DOCUMENTS.contains(reason)).isTrue();
        assertThat(entry.refusal().isPresent() || entry.source().document().isEmpty()).isTrue();
        refused++;
      }
    }
    assertThat(alike).isGreaterThan(PEOPLE / 4);
    assertThat(refused).isGreaterThan(8);
  }
}
