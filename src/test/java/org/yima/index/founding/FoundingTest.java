package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.PatientNumber;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SourceRecord;
import org.yima.index.living.Candidates;
import org.yima.index.living.Scored;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Population;
import org.yima.samples.population.PopulationFiles;

/** What a founding load leaves is what puts leave; what it does not finish, it has not begun. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class FoundingTest {
  private static final int PEOPLE = 300;

  @TempDir static Path directory;

  @Inject Founding founding;
  @Inject PersonIndex index;
  @Inject Candidates candidates;
  @Inject Database database;

  /** All rows of the extracts, in the order in which they are read. */
  private static final List<Entry> ENTRIES = new ArrayList<>();

  @BeforeAll
  static void draw() throws IOException {
    PopulationFiles.Written written =
        new PopulationFiles(new Population(606, PEOPLE, 3, ErrorRates.shipped()), 2)
            .write(directory);
    crowd();
    List<Extracts.Read> read =
        new Extracts(directory)
            .read(batch -> batch.rows().forEach(row -> ENTRIES.add(Entry.of(batch.header(), row))));
    assertThat(read).extracting(Extracts.Read::file).contains("d1.csv").doesNotContain("truth.csv");
    assertThat(ENTRIES.size()).isGreaterThan((int) written.registrations());
    List<Further> further = ENTRIES.stream().map(entry -> entry.source().further()).toList();
    assertThat(further).anyMatch(f -> f.previousName().isPresent());
    assertThat(further).anyMatch(f -> f.otherPhone().isPresent());
    assertThat(further).anyMatch(f -> f.insuranceNumber().isPresent());
    assertThat(further)
        .anyMatch(f -> f.guardian().flatMap(Guardian::document).isPresent())
        .anyMatch(f -> f.guardian().filter(g -> !g.name().isEmpty()).isPresent());
  }

  /** More than a block holds give one phone, first or second, in an institution of their own. */
  private static void crowd() throws IOException {
    StringBuilder text =
        new StringBuilder("card,patient,name,birth_date,phone,phone2,previous_name\n");
    for (int i = 0; i < 70; i++) {
      text.append("C%04d,P%04d,".formatted(i, i / 2))
          .append("赵钱孙李周吴郑王冯陈".charAt(i % 10))
          .append("甲乙丙丁戊己庚".charAt(i / 10))
          .append(
              ",19%02d-03-1%d,%s,%s\n"
                  .formatted(
                      i,
                      i % 7,
                      i % 3 == 0 ? "154000100%02d,15400009999".formatted(i) : "15400009999,",
                      i % 10 == 0 ? "赵申" : ""));
    }
    Files.writeString(directory.resolve("x9.csv"), text);
  }

  @BeforeEach
  void empty() throws SQLException {
    Contents.empty();
  }

  private static List<SourceRecord> sources(List<Entry> entries) {
    return entries.stream().map(Entry::source).toList();
  }

  private List<Put> put(List<Entry> entries) {
    return Reactive.await(
        () ->
            database.tx(
                tx ->
                    index
                        .putAll(tx, sources(entries), retired(entries)::contains)
                        .call(puts -> index.addPatients(tx, numbers(entries, puts)))));
  }

  private static List<PatientNumber> numbers(List<Entry> entries, List<Put> puts) {
    List<PatientNumber> numbers = new ArrayList<>();
    for (int i = 0; i < puts.size(); i++) {
      if (!entries.get(i).patient().isEmpty()) {
        numbers.add(
            new PatientNumber(
                puts.get(i).recordId(),
                entries.get(i).source().domain(),
                entries.get(i).patient()));
      }
    }
    return numbers;
  }

  private static Set<SourceRecord> retired(List<Entry> entries) {
    return entries.stream().filter(Entry::retired).map(Entry::source).collect(Collectors.toSet());
  }

  private static void assertSame(Map<String, List<String>> one, Map<String, List<String>> other) {
    one.forEach(
        (what, lines) -> {
          assertThat(Contents.without(lines, other.get(what))).as("more " + what).isEmpty();
          assertThat(Contents.without(other.get(what), lines)).as("fewer " + what).isEmpty();
          assertThat(lines).as(what).isEqualTo(other.get(what));
        });
  }

  @Test
  void whatIsLoadedIsWhatIsPut() throws SQLException {
    Founded founded = founding.load(directory);
    Map<String, List<String>> loaded = Contents.read();
    assertThat(founded.records()).isEqualTo(ENTRIES.size());
    assertThat(loaded.get("doubts")).hasSize((int) founded.doubts()).isNotEmpty();
    assertThat(loaded.get("edges")).hasSize(2 * (int) founded.links());
    assertThat(loaded.get("persons")).hasSize(founded.persons());
    assertThat(loaded.get("blocks")).anyMatch(line -> line.contains("phone|61|t"));
    Contents.empty();
    List<Entry> crowd = ENTRIES.stream().filter(e -> e.source().domain().equals("x9")).toList();
    List<Entry> others = ENTRIES.stream().filter(e -> !e.source().domain().equals("x9")).toList();
    assertThat(put(others)).hasSize(others.size());
    // A batch enters its blocks at once, so that a full one may hold more than a put leaves in it.
    crowd.forEach(entry -> assertThat(put(List.of(entry))).hasSize(1));
    assertSame(loaded, Contents.read());
  }

  @Test
  void puttingTheSameAgainChangesNothing() throws SQLException {
    Founded founded = founding.load(directory);
    Map<String, List<String>> loaded = Contents.read();
    List<Entry> shuffled = new ArrayList<>(ENTRIES);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(put(shuffled)).extracting(Put::outcome).containsOnly(Put.Outcome.UNCHANGED);
    assertThat(founded.rejected()).isEmpty();
    assertSame(loaded, Contents.read());
  }

  @Test
  void theIndexLivesOnAsIfAllHadBeenPut() throws SQLException, IOException {
    Path some = Files.createDirectory(directory.resolve("some"));
    Files.copy(directory.resolve("d1.csv"), some.resolve("d1.csv"));
    Files.copy(directory.resolve("d2.csv"), some.resolve("d2.csv"));
    List<Entry> first =
        ENTRIES.stream().filter(e -> Set.of("d1", "d2").contains(e.source().domain())).toList();
    List<Entry> later = ENTRIES.stream().filter(e -> e.source().domain().equals("d3")).toList();
    Founded founded = founding.load(some);
    assertThat(founded.records()).isEqualTo(first.size());
    List<Put> after = put(later);
    Map<String, List<String>> lived = Contents.read();
    // Which of two persons of one size stays when they become one is settled by their ids.
    lived.keySet().removeAll(Set.of("records", "steps"));
    Contents.empty();
    assertThat(put(first)).hasSize(first.size());
    assertThat(after)
        .extracting(Put::outcome)
        .isEqualTo(put(later).stream().map(Put::outcome).toList());
    assertSame(lived, Contents.read());
  }

  @Test
  void theFacesFindWhatWasLoaded() throws SQLException {
    Founded founded = founding.load(directory);
    assertThat(founded.links()).isPositive();
    for (Entry entry : ENTRIES.subList(0, 50)) {
      var record =
          Reactive.await(() -> index.find(entry.source().domain(), entry.source().number()))
              .orElseThrow();
      assertThat(record.source()).isEqualTo(entry.source());
      List<Scored> scored =
          Reactive.await(() -> candidates.match(database::query, entry.source(), 200));
      Set<Id> linked = new TreeSet<>();
      Reactive.await(() -> index.linked(record.id())).forEach(r -> linked.add(r.id()));
      Set<Id> wouldLink =
          scored.stream()
              .filter(s -> s.personId().equals(record.personId()))
              .map(Scored::recordId)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(linked).contains(record.id()).containsAll(wouldLink);
    }
  }

  @Test
  void aLoadFillsAnEmptyIndexOnlyAndIsAudited() throws SQLException {
    List<String> catalogue = Contents.catalogue();
    Founded founded = founding.load(directory);
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    Map<String, List<String>> loaded = Contents.read();
    assertThatThrownBy(() -> founding.load(directory)).hasMessageContaining("not empty");
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    assertSame(loaded, Contents.read());
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement();
        ResultSet lines =
            statement.executeQuery(
                """
                select detail ->> 'records', detail -> 'files' -> 0 ->> 'sha256', exists (
                    select from seal_queue q where q.row_id = a.id union all
                    select from seal s where s.row_id = a.id)
                from audit_entry a where action = 'index.founded' order by at desc, id desc limit 1
                """)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.getString(1)).isEqualTo(Integer.toString(founded.records()));
      assertThat(lines.getString(2)).isEqualTo(founded.files().get(0).sha256()).hasSize(64);
      assertThat(lines.getBoolean(3)).isTrue();
    }
  }

  @Test
  void whatFailsHalfWayHasNotBegun() throws SQLException, IOException {
    List<String> catalogue = Contents.catalogue();
    Map<String, String> none = Contents.counts();
    Path broken = Files.createDirectory(directory.resolve("broken"));
    Files.copy(directory.resolve("d1.csv"), broken.resolve("d1.csv"));
    // PostgreSQL takes no U+0000 in a text: the blocks are stored by then, the records begun.
    Files.writeString(broken.resolve("d2.csv"), "domain,card,name\nd\u00002,1,\n");
    assertThatThrownBy(() -> founding.load(broken)).hasMessageContaining("refused");
    assertThat(Contents.counts()).isEqualTo(none);
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    Files.delete(broken.resolve("d2.csv"));
    assertThat(founding.load(broken).records()).isPositive();
  }

  @Test
  void rowsThatCanBeNoRecordsAreCounted() throws SQLException, IOException {
    Path odd = Files.createDirectory(directory.resolve("odd"));
    Files.writeString(
        odd.resolve("h1.csv"),
        """
        card,name,document_type,document_number
        1,张三,PASSPORT,E12345678
        1,李四,,
        ,王五,,
        2,赵六,RESIDENT_ID,12345
        """);
    Founded founded = founding.load(odd);
    assertThat(founded.records()).isEqualTo(2);
    assertThat(founded.documentsDropped()).isEqualTo(1);
    assertThat(founded.rejected())
        .isEqualTo(Map.of("a card of the domain twice", 1, "no card number", 1));
  }
}
