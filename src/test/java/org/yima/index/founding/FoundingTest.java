package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
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
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.ReevaluationRows.Reevaluation;
import org.yima.index.store.ReevaluationRows.Status;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;
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
  @Inject ReevaluationRows reevaluations;
  @Inject @All List<Job> jobs;
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
        new Extracts(asked(directory))
            .read(
                batch ->
                    batch.rows().stream()
                        .map(row -> Entry.of(batch.header(), row, LocalDate.now(ZoneOffset.UTC)))
                        .filter(entry -> entry.refusal().isEmpty())
                        .forEach(ENTRIES::add));
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

  private static Asked asked(Path directory) {
    Set<String> no = new TreeSet<>(List.of("truth.csv", "errors.csv", "counts.csv"));
    no.removeIf(file -> !Files.exists(directory.resolve(file)));
    return new Asked(directory, "the test", Set.of(), no, Optional.empty(), false);
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
    execute(
        """
        insert into institution (id, kind, name, code, domain, created_at)
        select overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid, 'HOSPITAL', 'Test', 'founding-' || d, d, now()
        from unnest(array['d1', 'd2', 'd3', 'x9', 'h1', 'h2']) d
        """);
  }

  @AfterEach
  void close() throws SQLException {
    execute("delete from institution where code like 'founding-%'");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
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
    Founded founded = founding.load(asked(directory));
    Map<String, List<String>> loaded = Contents.read();
    assertThat(founded.records()).isEqualTo(ENTRIES.size());
    assertThat(loaded.get("doubts")).hasSize((int) founded.doubts()).isNotEmpty();
    assertThat(loaded.get("edges")).hasSize(2 * (int) founded.links());
    assertThat(loaded.get("persons")).hasSize(founded.persons());
    assertThat(loaded.get("blocks")).anyMatch(line -> line.contains("phone|70|t|f"));
    Contents.empty();
    List<Entry> crowd = ENTRIES.stream().filter(e -> e.source().domain().equals("x9")).toList();
    List<Entry> others = ENTRIES.stream().filter(e -> !e.source().domain().equals("x9")).toList();
    assertThat(put(others)).hasSize(others.size());
    // Whoever comes before a block is full is compared by it: in a batch that fills it nobody is.
    crowd.forEach(entry -> assertThat(put(List.of(entry))).hasSize(1));
    assertSame(loaded, Contents.read());
  }

  /** What is on everybody's cards costs no more than so many of them, loaded or put. */
  @Test
  void ofWhatIsEverybodysOnlySomeAreKept() throws SQLException, IOException {
    Path everybodys = Files.createDirectory(directory.resolve("everybodys"));
    StringBuilder text = new StringBuilder("card,name,birth_date,phone\n");
    for (int i = 0; i < 1_029; i++) {
      text.append("E%04d,".formatted(i))
          .append("赵钱孙李周吴郑王冯陈".charAt(i % 10))
          .append((char) (0x4E00 + 13 * i))
          .append((char) (0x6E00 + 11 * i))
          .append(",%s,15400008888\n".formatted(LocalDate.of(1930, 1, 1).plusDays(29L * i)));
    }
    Files.writeString(everybodys.resolve("h1.csv"), text);
    List<Entry> entries = new ArrayList<>();
    assertThat(
            new Extracts(asked(everybodys))
                .read(
                    batch ->
                        batch.rows().stream()
                            .map(
                                row -> Entry.of(batch.header(), row, LocalDate.now(ZoneOffset.UTC)))
                            .forEach(entries::add)))
        .hasSize(1);
    assertThat(founding.load(asked(everybodys)).records()).isEqualTo(1_029);
    Map<String, List<String>> loaded = Contents.read();
    assertThat(loaded.get("blocks")).anyMatch(line -> line.contains("phone|1025|t|t"));
    assertThat(standing(loaded)).isEqualTo(1_025);
    Contents.empty();
    for (int from = 0; from < 1_000; from += 125) {
      assertThat(put(entries.subList(from, from + 125))).hasSize(125);
    }
    entries.subList(1_000, 1_029).forEach(entry -> assertThat(put(List.of(entry))).hasSize(1));
    assertSame(loaded, Contents.read());
    whoWasTurnedAwayIsLookedForThroughAll(entries);
  }

  private static long standing(Map<String, List<String>> contents) {
    String key =
        contents.get("blocks").stream()
            .filter(line -> line.contains("phone|1025|t|t"))
            .map(line -> line.substring(0, line.indexOf("|phone")))
            .findFirst()
            .orElseThrow();
    return contents.get("standing").stream().filter(line -> line.startsWith(key)).count();
  }

  /** Four are in no block of the phone, and all but one of those that are go. */
  private void whoWasTurnedAwayIsLookedForThroughAll(List<Entry> entries) throws SQLException {
    List<Id> gone = new ArrayList<>();
    for (Entry entry : entries.subList(0, 1_024)) {
      gone.add(
          Reactive.await(() -> index.find(entry.source().domain(), entry.source().number()))
              .orElseThrow()
              .id());
    }
    boolean withdrawn =
        Reactive.await(() -> database.tx(tx -> index.withdraw(tx, gone, "test").replaceWith(true)));
    assertThat(withdrawn).isTrue();
    assertThat(TestDatabase.number("select count(*) from index_freed where record_id is null"))
        .isEqualTo(1);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_block where kind = 'phone' and is_full"))
        .isZero();
    do {
      assertThat(run(anew())).isTrue();
    } while (newest().status() == Status.RUNNING);
    assertThat(TestDatabase.number("select max(members) from index_block where kind = 'phone'"))
        .as("who was turned away has come in")
        .isEqualTo(5);
  }

  @Test
  void puttingTheSameAgainChangesNothing() throws SQLException {
    Founded founded = founding.load(asked(directory));
    Map<String, List<String>> loaded = Contents.read();
    List<Entry> shuffled = new ArrayList<>(ENTRIES);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(put(shuffled)).extracting(Put::outcome).containsOnly(Put.Outcome.UNCHANGED);
    assertThat(founded.records()).isEqualTo(ENTRIES.size());
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
    Founded founded = founding.load(asked(some));
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
    Founded founded = founding.load(asked(directory));
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
    Founded founded = founding.load(asked(directory));
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    Map<String, List<String>> loaded = Contents.read();
    assertThatThrownBy(() -> founding.load(asked(directory))).hasMessageContaining("not empty");
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    assertSame(loaded, Contents.read());
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement();
        ResultSet lines =
            statement.executeQuery(
                """
                select detail ->> 'records', detail -> 'files' -> 0 ->> 'sha256', exists (
                    select from seal_queue q where q.row_id = a.id union all
                    select from seal s where s.row_id = a.id), actor
                from audit_entry a where action = 'index.founded' order by at desc, id desc limit 1
                """)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.getString(1)).isEqualTo(Integer.toString(founded.records()));
      assertThat(lines.getString(2)).isEqualTo(founded.files().get(0).sha256()).hasSize(64);
      assertThat(lines.getBoolean(3)).isTrue();
      assertThat(lines.getString(4)).isEqualTo("OWNER:the test");
    }
  }

  /** A load begins by emptying what it fills: no table may hold anything, whichever it is. */
  @Test
  void whatStandsBesideNoRecordIsNotLoadedOverEither() throws SQLException, IOException {
    Path folder = with("beside", "h1.csv", "card,name\n1,张三丰\n");
    execute(
        "insert into index_person (bucket, id, created_at) values (7, gen_random_uuid(), now())");
    failsAndHasNotBegun(asked(folder), "not empty (index_person)");
    Contents.empty();
    assertThat(founding.load(asked(folder)).records()).isEqualTo(1);
  }

  private void failsAndHasNotBegun(Asked asked, String why) throws SQLException {
    List<String> catalogue = Contents.catalogue();
    Map<String, String> none = Contents.counts();
    assertThatThrownBy(() -> founding.load(asked)).hasMessageContaining(why);
    assertThat(Contents.counts()).isEqualTo(none);
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
  }

  @Test
  void whatFailsHalfWayHasNotBegun() throws SQLException, IOException {
    Path some = Files.createDirectory(directory.resolve("half"));
    Files.copy(directory.resolve("d1.csv"), some.resolve("d1.csv"));
    Files.copy(directory.resolve("d2.csv"), some.resolve("d2.csv"));
    // The blocks are stored by then, the records begun.
    execute("alter table index_record add constraint never check (domain <> 'd2')");
    try {
      failsAndHasNotBegun(asked(some), "refused the load");
    } finally {
      execute("alter table index_record drop constraint never");
    }
    // All is stored by then, and the keys are being built.
    execute("create unique index index_record_never on index_record (domain)");
    try {
      failsAndHasNotBegun(asked(some), "refused the load: 23505");
    } finally {
      execute("drop index index_record_never");
    }
    assertThat(founding.load(asked(some)).records()).isPositive();
  }

  @Test
  void whatIsLoadedIsWeighedByItsWeightsAlready() throws SQLException, IOException {
    execute("truncate index_reevaluation");
    Path living = Files.createDirectory(directory.resolve("living"));
    for (String file : List.of("d1.csv", "d2.csv", "d3.csv", "x9.csv")) {
      String text = Files.readString(directory.resolve(file));
      with("living", file, text.replaceAll("LOST|CANCELLED|DECEASED|挂失|注销|死亡", "ACTIVE"));
    }
    Founded founded = founding.load(asked(living));
    assertThat(founded.records()).isPositive();
    Map<String, List<String>> loaded = Contents.read();
    Reevaluation by = newest();
    assertThat(by.status()).isEqualTo(Status.DONE);
    assertThat(run(anew())).isTrue();
    assertThat(newest()).isEqualTo(by);
    assertThat(Reactive.await(() -> begun(by))).isTrue();
    while (newest().status() == Status.RUNNING) {
      assertThat(run(anew())).isTrue();
    }
    Reevaluation forced = newest();
    assertThat(forced.records()).isEqualTo(founded.records());
    assertThat(List.of(forced.moved(), forced.linked(), forced.unlinked())).containsOnly(0);
    Set<String> links = Set.of("persons", "certain", "members", "steps", "edges", "barred");
    loaded.keySet().retainAll(links);
    assertThat(loaded).hasSize(links.size());
    assertSame(loaded, Contents.read());
  }

  private Job anew() {
    return jobs.stream()
        .filter(job -> job.name().equals("index.weights-anew"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean run(Job job) {
    return Reactive.await(() -> job.run().replaceWith(true));
  }

  private Uni<Boolean> begun(Reevaluation by) {
    return database
        .tx(tx -> reevaluations.begin(tx, by.version(), by.engine().orElseThrow(), false))
        .replaceWith(true);
  }

  private Reevaluation newest() {
    return Reactive.await(() -> reevaluations.newest(database::query)).orElseThrow();
  }

  @CanIgnoreReturnValue
  private static Path with(String folder, String file, byte[] content) throws IOException {
    Path made = Files.createDirectories(directory.resolve(folder));
    Files.write(made.resolve(file), content);
    return made;
  }

  @CanIgnoreReturnValue
  private static Path with(String folder, String file, String content) throws IOException {
    return with(folder, file, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bytesOfAnotherEncodingAreNotGuessedAt() throws SQLException, IOException {
    Charset theirs = Charset.forName("GB18030");
    String text = "card,name,birth_date\n1,张三丰,1950-01-01\n2,李四光,1951-02-02\n";
    Path hospital = with("encoded", "h1.csv", text.getBytes(theirs));
    failsAndHasNotBegun(asked(hospital), "h1.csv: after line 0 something is not UTF-8");
    Asked told =
        new Asked(hospital, "the test", Set.of("h1.csv"), Set.of(), Optional.empty(), false);
    assertThat(founding.load(told).records()).isEqualTo(2);
    assertThat(Reactive.await(() -> index.find("h1", "2")).orElseThrow().source().name())
        .isEqualTo("李四光");
  }

  @Test
  void aFileThatIsNoExtractIsNoneOnlyWhenItIsSaidSo() throws SQLException, IOException {
    Path folder = with("files", "h1.csv", "\uFEFFcard,name\n1,张三丰\n");
    with("files", "notes.txt", "anything");
    for (String header :
        List.of("Card_No,name", "card;name", "三月的名单\ncard,name", "", "card,card,name")) {
      with("files", "h2.csv", header + "\n2,李四光\n");
      failsAndHasNotBegun(asked(folder), "h2.csv: ");
    }
    Set<String> h2 = Set.of("h2.csv");
    Asked except = new Asked(folder, "the test", Set.of(), h2, Optional.empty(), false);
    Founded founded = founding.load(except);
    assertThat(founded.records()).isEqualTo(1);
    assertThat(founded.passedOver()).containsExactly("h2.csv", "notes.txt");
    Contents.empty();
    Asked missing =
        new Asked(folder, "the test", Set.of(), Set.of("h3.csv"), Optional.empty(), false);
    failsAndHasNotBegun(missing, "no h3.csv lies there");
    assertThatThrownBy(() -> new Asked(folder, " ", Set.of(), h2, Optional.empty(), false))
        .hasMessageContaining("yima.index.founding.by");
  }

  @Test
  void aDomainIsAHospitals() throws SQLException, IOException {
    Path folder = with("named", "h1.csv", "card,name\n1,张三丰\n");
    for (String file : List.of("yima.csv", "h1 (2).csv", ".csv", "nobodys.csv")) {
      with("named", file, "card,name\n2,李四光\n");
      failsAndHasNotBegun(asked(folder), "(" + file + ":2)");
      Files.delete(folder.resolve(file));
    }
    with("named", "h2.csv", "domain,card,name\nh2,1,李四光\nyima,2,李四光\n");
    failsAndHasNotBegun(asked(folder), "yima (h2.csv:3)");
  }

  @Test
  void aDryRunLeavesNothingButWhatItFound() throws SQLException, IOException {
    Path findings = directory.resolve("dry-findings.txt");
    Path folder = with("dry", "h1.csv", "card,name\n1,张三丰\n1,李四光\n");
    Map<String, String> none = Contents.counts();
    List<String> catalogue = Contents.catalogue();
    Founded founded =
        founding.load(
            new Asked(folder, "the test", Set.of(), Set.of(), Optional.of(findings), true));
    assertThat(founded.records()).isEqualTo(1);
    assertThat(founded.toString()).startsWith("not founded");
    assertThat(Contents.counts()).isEqualTo(none);
    assertThat(Contents.catalogue()).isEqualTo(catalogue);
    assertThat(Files.readAllLines(findings)).contains("h1.csv,3,a card of the domain twice");
  }

  @Test
  void aPhoneOfManyNamesIsNamedAndCountsUntilItIsListed() throws SQLException, IOException {
    StringBuilder text = new StringBuilder("card,name,phone\n0,张三丰,15400001111\n");
    String names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻";
    for (int i = 0; i < names.length(); i++) {
      text.append("C%d,%s某人,15400002222\n".formatted(i, names.charAt(i)));
    }
    Path findings = directory.resolve("suspects.txt");
    Path folder = with("suspects", "h1.csv", text.toString());
    Founded founded =
        founding.load(
            new Asked(folder, "the test", Set.of(), Set.of(), Optional.of(findings), false));
    assertThat(founded.suspects()).isEqualTo(1);
    assertThat(founded.toString()).contains(" suspects=1 ");
    assertThat(Files.readAllLines(findings))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("h1.csv,3,its phone is that of " + names.length()));
  }

  @Test
  void rowsThatCanBeNoRecordsAreCountedAndNamed() throws SQLException, IOException {
    Path findings = directory.resolve("findings.txt");
    Path odd =
        with(
            "odd",
            "h1.csv",
            """
            card,name,document_type,document_number,address,phone
            1,张三,PASSPORT,E12345678,,
            1,李四,,,,
            ,王五,,,,
            2,赵六,RESIDENT_ID,12345,,
            3,钱七,,,某路1号,某室,15400001234
            4,孙八,,
            5,周\uFFFD,,,,
            """);
    Founded founded =
        founding.load(new Asked(odd, "the test", Set.of(), Set.of(), Optional.of(findings), false));
    assertThat(founded.records()).isEqualTo(2);
    assertThat(founded.documentsDropped()).isEqualTo(1);
    assertThat(founded.rejected())
        .isEqualTo(
            Map.of(
                "a card of the domain twice",
                1,
                "CARD_NUMBER_MISSING",
                1,
                "not as many fields as columns",
                2,
                "characters were lost before",
                1));
    assertThat(Files.readAllLines(findings))
        .containsExactlyInAnyOrder(
            "file,line,finding",
            "h1.csv,3,a card of the domain twice",
            "h1.csv,4,CARD_NUMBER_MISSING",
            "h1.csv,5,taken without its document",
            "h1.csv,6,not as many fields as columns",
            "h1.csv,7,not as many fields as columns",
            "h1.csv,8,characters were lost before");
  }
}
