package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.index.living.BestView;
import org.yima.index.living.BestViews;
import org.yima.index.living.Told;
import org.yima.index.store.RecordVersions;
import org.yima.index.store.Records;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Population;
import org.yima.samples.population.PopulationFiles;

/** What was loaded opens, and goes on living; a load and whoever comes meanwhile wait in turn. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class FoundedTest {
  @TempDir Path directory;

  @Inject Founding founding;
  @Inject PersonIndex index;
  @Inject Records records;
  @Inject RecordVersions versions;
  @Inject BestViews views;
  @Inject Database database;

  @BeforeEach
  void empty() throws SQLException {
    Contents.empty();
    execute(
        """
        insert into institution (id, kind, name, code, domain, created_at)
        select overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid, 'HOSPITAL', 'Test', 'founded-' || d, d, now()
        from unnest(array['d1', 'd2']) d
        """);
  }

  @AfterEach
  void close() throws SQLException {
    execute("delete from institution where code like 'founded-%'");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private Asked asked(String... except) {
    return new Asked(directory, "the test", Set.of(), Set.of(except), Optional.empty(), false);
  }

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static List<Id> records() throws SQLException {
    List<Id> ids = new ArrayList<>();
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery("select id from index_record")) {
      while (rows.next()) {
        ids.add(new Id(IdType.RECORD, rows.getObject(1, UUID.class)));
      }
    }
    return ids;
  }

  @Test
  void allThatWasLoadedOpens() throws SQLException, IOException {
    PopulationFiles.Written written =
        new PopulationFiles(new Population(707, 150, 2, ErrorRates.shipped()), 2).write(directory);
    assertThat(written.registrations()).isPositive();
    Asked asked = asked("truth.csv", "errors.csv", "counts.csv");
    List<Entry> entries = new ArrayList<>();
    assertThat(
            new Extracts(asked)
                .read(
                    batch ->
                        batch.rows().stream()
                            .map(
                                row -> Entry.of(batch.header(), row, LocalDate.now(ZoneOffset.UTC)))
                            .filter(entry -> entry.refusal().isEmpty())
                            .forEach(entries::add)))
        .hasSize(2);
    Founded founded = founding.load(asked);

    List<Id> ids = records();
    List<IndexRecord> all = await(records.byIds(database::query, ids));
    assertThat(all)
        .extracting(IndexRecord::source)
        .containsExactlyInAnyOrderElementsOf(entries.stream().map(Entry::source).toList());
    assertThat(await(records.patientNumbers(database::query, ids)))
        .extracting(n -> n.domain() + " " + n.patientId())
        .containsExactlyInAnyOrderElementsOf(
            entries.stream()
                .filter(entry -> !entry.patient().isEmpty())
                .map(entry -> entry.source().domain() + " " + entry.patient())
                .toList());
    Map<Id, BestView> best = await(views.of(database::query, all));
    assertThat(best).hasSize(founded.persons());
    for (IndexRecord record : all) {
      if (!record.name().isEmpty()) {
        assertThat(best.get(record.personId()).name().map(Told::value)).isPresent();
      }
    }
    assertThat(
            TestDatabase.number(
                "select count(*) from index_match where explanation::json ->> 'version' = weights"))
        .isEqualTo(founded.doubts())
        .isPositive();
  }

  @Test
  void whatWasLoadedIsKeptWhenItIsCorrected() throws IOException {
    Files.writeString(directory.resolve("d1.csv"), "card,name,phone\n1,张三丰,15400001234\n");
    assertThat(founding.load(asked()).records()).isEqualTo(1);
    IndexRecord loaded = await(index.find("d1", "1")).orElseThrow();
    SourceRecord corrected =
        new SourceRecord(
            "d1",
            "1",
            "张三丰",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of("15400005678"),
            Optional.empty());
    for (int twice = 0; twice < 2; twice++) {
      Id again = Reactive.await(() -> database.tx(tx -> index.put(tx, corrected)));
      assertThat(again).isEqualTo(loaded.id());
    }
    assertThat(await(versions.of(database::query, List.of(loaded.id()))).get(loaded.id()))
        .extracting(version -> version.source().phone())
        .containsExactly(Optional.of("15400001234"), Optional.of("15400005678"));
  }

  @Test
  void everybodysDocumentStillFindsAll() throws IOException, SQLException {
    StringBuilder text = new StringBuilder("card,name,document_type,document_number\n");
    for (int i = 0; i < 300; i++) {
      text.append(i).append(",张").append((char) (0x4E00 + i)).append(",PASSPORT,E00000001\n");
    }
    Files.writeString(directory.resolve("d1.csv"), text);
    assertThat(founding.load(asked()).persons()).isEqualTo(300);
    DocumentKey document = DocumentKey.of("PASSPORT", "E00000001").orElseThrow();
    assertThat(await(index.ofDocument("PASSPORT", "E00000001"))).hasSize(300);
    assertThat(TestDatabase.number("select count(*) from index_block_record")).isEqualTo(43);
    SourceRecord one =
        new SourceRecord(
            "d2",
            "1",
            "李四光",
            Optional.of(document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Id more = Reactive.await(() -> database.tx(tx -> index.put(tx, one)));
    assertThat(await(index.ofDocument("PASSPORT", "E00000001")))
        .extracting(IndexRecord::id)
        .hasSize(301)
        .contains(more);
    List<Id> some =
        List.of(
            more,
            await(index.find("d1", "7")).orElseThrow().id(),
            await(index.find("d1", "299")).orElseThrow().id());
    boolean withdrawn =
        Reactive.await(() -> database.tx(tx -> index.withdraw(tx, some, "test").replaceWith(true)));
    assertThat(withdrawn).isTrue();
    assertThat(
            TestDatabase.number(
                "select sum(cardinality(records)) + (select count(*) from index_block_record)"
                    + " from index_block where kind = 'document'"))
        .isEqualTo(298);
    assertThat(TestDatabase.number("select members from index_block where kind = 'document'"))
        .isEqualTo(298);
  }

  private static long waiting(String query) {
    return TestDatabase.number(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like ?",
        query);
  }

  /** The first load has the tables to itself and waits for the rest of its extract. */
  @Test
  void whoeverComesDuringALoadWaitsForIt() throws Exception {
    Path extract = directory.resolve("d1.csv");
    assertThat(new ProcessBuilder("mkfifo", extract.toString()).start().waitFor()).isZero();
    CompletableFuture<Founded> first = CompletableFuture.supplyAsync(() -> founding.load(asked()));
    CompletableFuture<Founded> second;
    CompletableFuture<Id> arriving;
    try (Writer pipe = Files.newBufferedWriter(extract)) {
      pipe.write("card,name,phone,birth_date\n");
      second = CompletableFuture.supplyAsync(() -> founding.load(asked()));
      CompletableFuture<Founded> waits = second;
      Awaitility.await().until(() -> waits.isDone() || waiting("lock table%") > 0);
      SourceRecord put =
          new SourceRecord(
              "d2",
              "1",
              "张三丰",
              Optional.empty(),
              false,
              Optional.of(LocalDate.of(1950, 1, 1)),
              Optional.empty(),
              Optional.of("15400001234"),
              Optional.empty());
      arriving = Reactive.start(() -> database.tx(tx -> index.put(tx, put)));
      CompletableFuture<Id> too = arriving;
      Awaitility.await().until(() -> too.isDone() || waiting("insert into%") > 0);
      pipe.write("1,张三丰,15400001234,1950-01-01\n");
    }

    assertThat(first.orTimeout(60, TimeUnit.SECONDS).join().records()).isEqualTo(1);
    assertThatThrownBy(second::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("not empty");
    Id arrived = Reactive.await(arriving);
    assertThat(await(index.linked(arrived)))
        .extracting(IndexRecord::domain)
        .containsExactlyInAnyOrder("d1", "d2");
  }
}
