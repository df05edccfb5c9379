package org.yima.index.living;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.Sealed;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/**
 * What a record says is in no log, though a job can make nothing of it. How: of some records what
 * rests sealed opens and is no record; the exceptions' messages quote it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class UnreadableTest {
  private static final String DAY = "1938-0?-17";
  private static final String TYPE = "长孙护照";
  private static final String NAME = "长孙匿名";

  /** A day that is none, a kind of document that is none, and no JSON. */
  private static final List<String> CONTENTS =
      List.of(
          "{\"name\":\"" + NAME + "\",\"birthDate\":\"" + DAY + "\",\"verified\":false}",
          "{\"name\":\""
              + NAME
              + "\",\"idType\":\""
              + TYPE
              + "\",\"idNumber\":\"1\",\"verified\":false}",
          "{\"name\":" + NAME);

  @Inject PersonIndex index;
  @Inject @All List<Job> jobs;
  @Inject ActiveWeighing weighing;
  @Inject ReevaluationRows reevaluations;
  @Inject Sealed sealed;
  @Inject Database database;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PatternFormatter format = new PatternFormatter("%c %s%e%n");
  private final Handler capture =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(format.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(capture);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(capture);
  }

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static void done(Uni<Void> work) {
    assertThat(await(work.replaceWith(true))).isTrue();
  }

  /** A record and its number. */
  private record Known(Id id, String number) {}

  private Known put(int place) {
    String number = UUID.randomUUID().toString();
    SourceRecord record =
        new SourceRecord(
            "unreadable",
            number,
            "长孙" + "抱朴守拙知白".substring(2 * place, 2 * place + 2),
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1938, 9, 17 + place)),
            Optional.of(Sex.MALE),
            Optional.of("1541172000" + place),
            Optional.empty());
    return new Known(await(database.tx(tx -> index.put(tx, record))), number);
  }

  /** Puts other bytes where a record's content rests; answers those that were there. */
  private static byte[] exchange(Id record, byte[] content) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "update index_record n set content_enc = ? from index_record o"
                    + " where n.id = ? and o.id = n.id and o.bucket = n.bucket"
                    + " returning o.content_enc")) {
      statement.setBytes(1, content);
      statement.setObject(2, record.uuid());
      try (ResultSet before = statement.executeQuery()) {
        assertThat(before.next()).isTrue();
        return before.getBytes(1);
      }
    }
  }

  private void run(String job) {
    done(jobs.stream().filter(j -> j.name().equals(job)).findFirst().orElseThrow().run());
  }

  @Test
  void whatNoJobCanReadIsInNoLog() throws SQLException {
    List<Known> broken = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    List<Known> beside = new ArrayList<>();
    for (int i = 0; i < CONTENTS.size(); i++) {
      broken.add(put(i));
      beside.add(put(i));
      Id id = broken.get(i).id();
      byte[] planted = sealed.seal(Sealed.CONTENT, id.uuid(), CONTENTS.get(i)).getBytes();
      kept.add(exchange(id, planted));
    }

    everyJob(broken, beside);

    for (Known one : broken) {
      assertThat(lines)
          .as("it was come upon")
          .anyMatch(line -> line.contains("record " + one.id() + " cannot be read"))
          .anyMatch(line -> line.contains("record " + one.id() + " could not be put into blocks"));
    }
    assertThat(lines).noneMatch(line -> line.contains(DAY));
    assertThat(lines).noneMatch(line -> line.contains(TYPE));
    assertThat(lines).noneMatch(line -> line.contains(NAME));

    for (int i = 0; i < broken.size(); i++) {
      assertThat(exchange(broken.get(i).id(), kept.get(i))).isNotEmpty();
    }
    run("index.records-into-blocks");
    List<Id> all = new ArrayList<>();
    broken.forEach(known -> all.add(known.id()));
    beside.forEach(known -> all.add(known.id()));
    done(database.tx(tx -> index.withdraw(tx, all, "test")));
  }

  /** Those that open records have a reason to open these. */
  private void everyJob(List<Known> broken, List<Known> beside) {
    Weighing inUse = await(weighing.current(database::query));
    done(
        database.tx(
            tx -> reevaluations.begin(tx, inUse.weights().version(), inUse.engine().id(), false)));
    assertThat(TestDatabase.update("delete from index_suspect_walk")).isNotNegative();
    String labelled = labelled(broken, beside);
    String stored = ask(Map.of("source", "STORED", "records", 20_000));
    do {
      jobs.stream().map(Job::name).filter(name -> name.startsWith("index.")).forEach(this::run);
    } while (isAtWork(labelled, stored));
    for (Known one : broken) {
      assertThat(
              TestDatabase.update(
                  "update index_block set records = array_remove(records, ?)"
                      + " where ? = any(records)",
                  one.id().uuid(),
                  one.id().uuid()))
          .isPositive();
      assertThat(
              TestDatabase.update(
                  "update index_record set blocks = null where id = ?", one.id().uuid()))
          .isOne();
    }
    run("index.records-into-blocks");
  }

  private boolean isAtWork(String... backtests) {
    return List.of(backtests).stream()
            .anyMatch(id -> get(id).extract().path("status").equals("RUNNING"))
        || await(reevaluations.newest(database::query)).orElseThrow().status()
            == ReevaluationRows.Status.RUNNING
        || TestDatabase.text("select done from index_suspect_walk").equals("f");
  }

  private static ValidatableResponse get(String id) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/backtests/" + id)
        .then()
        .statusCode(200);
  }

  private static String ask(Map<String, Object> body) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/backtests")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** A back-test of the pairs of each that does not read. */
  private static String labelled(List<Known> broken, List<Known> beside) {
    String id = ask(Map.of("source", "UPLOAD"));
    StringBuilder csv = new StringBuilder("domain,number,other_domain,other_number,same\n");
    for (int i = 0; i < broken.size(); i++) {
      csv.append(
          "unreadable,%s,unreadable,%s,1\n"
              .formatted(broken.get(i).number(), beside.get(i).number()));
    }
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType("text/csv")
        .body(csv.toString().getBytes(StandardCharsets.UTF_8))
        .put("/v1/admin/backtests/" + id + "/pairs")
        .then()
        .statusCode(200);
    return id;
  }
}
