package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Census;
import org.yima.index.living.Weighing;
import org.yima.index.matching.backtest.Counts;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.matching.schema.Schema;
import org.yima.index.store.Placement;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Field;
import org.yima.samples.population.Population;
import org.yima.samples.population.Registration;

/**
 * What a founding load would store of a population recalls as the engine does, to which the figures
 * of {@code benchmarks/run matching} belong, and is as precise. A row that the load refuses is in
 * no index, so whatever belongs to it is missed.
 */
class MeasuredTest {
  private static final int PEOPLE = 1_500 * Integer.getInteger("yima.scale", 1);
  private static final Set<String> DEAD = Set.of("LOST", "CANCELLED", "DECEASED");
  private static final Ids IDS =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());

  private final Population population = new Population(7_117, PEOPLE, 5, ErrorRates.shipped());
  private final List<Registration> rows = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /** Of each entry the place of its row. */
  private final List<Integer> accepted = new ArrayList<>();

  private final Workers workers = Workers.alone();

  private void read() {
    String columns = Stream.of(Field.values()).map(Field::header).collect(Collectors.joining(","));
    Map<String, Header> headers = new HashMap<>();
    Set<String> cards = new HashSet<>();
    population
        .registrations()
        .forEach(
            row -> {
              Header header =
                  headers.computeIfAbsent(
                      row.domain(), d -> Header.of(d + ".csv", List.of(columns.split(","))));
              StringWriter text = new StringWriter();
              CsvWriter.builder()
                  .bufferSize(0)
                  .build(text)
                  .writeRecord(Stream.of(Field.values()).map(row::get).toList());
              CsvRecord record = CsvReader.builder().ofCsvRecord(text.toString()).iterator().next();
              if (cards.add(row.domain() + '\n' + row.get(Field.CARD))) {
                Entry entry = Entry.of(header, record, Population.AS_OF);
                if (entry.refusal().isEmpty()) {
                  accepted.add(rows.size());
                  entries.add(entry);
                }
                rows.add(row);
              }
            });
  }

  private static String[] row(Registration registration) {
    String[] row = new String[City.FIELDS.size()];
    for (int i = 0; i < row.length; i++) {
      String field = City.FIELDS.get(i);
      row[i] =
          field.equals("domain")
              ? registration.domain()
              : registration.get(Field.valueOf(field.toUpperCase(Locale.ROOT))).strip();
    }
    if (DEAD.contains(registration.get(Field.STATUS))) {
      row[City.FIELDS.indexOf("card")] = "";
    }
    return row;
  }

  private Truth truth() {
    Map<String, Integer> persons = new HashMap<>();
    return new Truth(
        rows.stream()
            .mapToInt(
                row ->
                    row.person()
                        .map(p -> persons.computeIfAbsent(p, none -> persons.size()))
                        .orElse(-1))
            .toArray());
  }

  /** The persons that a load would store, and how many records people would be asked about. */
  private record Stored(Grouping grouping, int asked) {}

  private Stored stored() {
    Census census = new Census(Weighing.shipped(), null);
    census.add(
        entries.stream().map(e -> census.prepared(e.source(), e.retired())).toList(), workers);
    Census.Settling settling = census.settling(census.look(workers));
    int[] person = IntStream.range(0, rows.size()).toArray();
    Set<Id> asked = new HashSet<>();
    for (int group = 0; group < settling.groups(); group++) {
      int[] members = settling.members(group);
      List<Placement> batch = new ArrayList<>();
      for (int place : members) {
        batch.add(
            new Placement(
                entries.get(place).source(),
                IDS.founding(IdType.RECORD),
                IDS.founding(IdType.PERSON),
                1,
                0,
                Optional.empty()));
      }
      Arrangement arrangement = settling.settle(group, batch, () -> IDS.founding(IdType.PERSON));
      Map<Id, Integer> first = new HashMap<>();
      for (int i = 0; i < members.length; i++) {
        int place = members[i];
        int row = accepted.get(place);
        person[row] = first.computeIfAbsent(arrangement.moves().get(i).to(), to -> row);
      }
      arrangement.doubts().forEach(doubt -> asked.add(doubt.recordId()));
    }
    return new Stored(new Grouping(person, 0, List.of()), asked.size());
  }

  private Grouping measured() {
    Schema schema = City.schema();
    Table table = schema.table();
    table.add(rows.stream().map(MeasuredTest::row).toList(), workers);
    int unused =
        DefaultValues.exclude(table, City.suspects(table)) + City.forgetPhonesOfWards(table);
    Engine engine = new Engine(schema, City.weights(), workers);
    return engine.run(table).grouping();
  }

  @Test
  void whatIsStoredIsAsRightAsWhatIsMeasured() {
    read();
    Counts measured = truth().of(measured());
    Stored stored = stored();
    Counts counts = truth().of(stored.grouping());
    int refused = rows.size() - accepted.size();
    String told =
        "stored %s, asked about %d of %d, refused %d, measured %s"
            .formatted(counts, stored.asked(), rows.size(), refused, measured);
    assertThat(counts.recall()).as(told).isGreaterThan(measured.recall() - 0.004);
    assertThat(counts.wrong()).as(told).isLessThanOrEqualTo(measured.wrong() + 1);
    assertThat(counts.precision()).as(told).isGreaterThan(0.9995);
    assertThat(stored.asked()).as(told).isLessThan(rows.size() / 40);
    assertThat(refused).as(told).isLessThan(rows.size() / 300);
  }
}
