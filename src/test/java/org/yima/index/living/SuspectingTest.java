package org.yima.index.living;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.EngineRows;
import org.yima.index.store.WeightsRows;
import org.yima.platform.BlindIndex;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/** What desks type to get on is found while the index lives, and not at its founding alone. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class SuspectingTest {
  /** No two of them sound alike. */
  private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹";

  private static final Suspecting.Pages NONE = (last, limit) -> Uni.createFrom().item(List.of());

  @Inject PersonIndex index;
  @Inject Suspecting job;
  @Inject ActiveWeighing weighing;
  @Inject WeightsRows weights;
  @Inject EngineRows engines;
  @Inject BlindIndex hashes;
  @Inject Database database;
  @Inject Clock clock;

  private final List<Id> all = new ArrayList<>();

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  /** What is said of somebody besides a name. */
  private record Said(
      Optional<DocumentKey> document,
      Optional<LocalDate> birth,
      Optional<String> phone,
      Further further) {
    private static final Said NOTHING =
        new Said(Optional.empty(), Optional.empty(), Optional.empty(), Further.NONE);

    Said document(String number) {
      return new Said(DocumentKey.of("RESIDENT_ID", number), birth, phone, further);
    }

    Said birth(LocalDate day) {
      return new Said(document, Optional.of(day), phone, further);
    }

    Said phone(String number) {
      return new Said(document, birth, Optional.of(number), further);
    }

    Said otherPhone(String number) {
      return new Said(
          document,
          birth,
          phone,
          new Further(Optional.empty(), Optional.of(number), Optional.empty(), Optional.empty()));
    }

    Said insurance(String number) {
      return new Said(
          document,
          birth,
          phone,
          new Further(Optional.empty(), Optional.empty(), Optional.of(number), Optional.empty()));
    }
  }

  private static SourceRecord record(String name, Said said) {
    return new SourceRecord(
        "suspects-" + UUID.randomUUID(),
        UUID.randomUUID().toString(),
        name,
        said.document(),
        false,
        said.birth(),
        Optional.of(Sex.FEMALE),
        said.phone(),
        Optional.empty(),
        said.further());
  }

  private static String surname(int place) {
    return String.valueOf(SURNAMES.charAt(place));
  }

  private List<SourceRecord> records(int count, IntFunction<SourceRecord> each) {
    return IntStream.range(0, count).mapToObj(each).toList();
  }

  @CanIgnoreReturnValue
  private List<Id> put(List<SourceRecord> records) {
    List<Id> ids =
        await(database.tx(tx -> index.putAll(tx, records))).stream().map(Put::recordId).toList();
    all.addAll(ids);
    return ids;
  }

  /** The queue is everybody's. */
  @AfterEach
  void withdraw() {
    assertThat(await(database.tx(tx -> index.withdraw(tx, all, "test")).replaceWith(true)))
        .isTrue();
    all.clear();
  }

  private static boolean isDone() {
    return TestDatabase.text("select done from index_suspect_walk").equals("t");
  }

  /** Goes by all blocks from the first on; answers in how many runs. */
  @CanIgnoreReturnValue
  private static int walk(Suspecting how) {
    assertThat(TestDatabase.update("delete from index_suspect_walk")).isNotNegative();
    int runs = 0;
    do {
      assertThat(await(how.run().replaceWith(true))).isTrue();
      runs++;
    } while (!isDone());
    return runs;
  }

  /** A third of the blocks at once, and no days of birth. */
  private Suspecting byBlocks(ActiveWeighing by) {
    int blocks = (int) TestDatabase.number("select count(*) from index_block");
    return job.of(by, clock, NONE, new Suspecting.Amount(blocks / 3 + 1, 0));
  }

  private static ExtractableResponse<Response> door(String query) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/full-blocks?limit=200" + query)
        .then()
        .statusCode(200)
        .extract();
  }

  /** What operators are shown of some records. */
  private static List<Map<String, Object>> shown(String query, List<Id> of) {
    List<String> ids = of.stream().map(Id::toString).toList();
    List<Map<String, Object>> items = door(query).path("items");
    return items.stream()
        .filter(item -> ((List<?>) item.get("recordIds")).stream().anyMatch(ids::contains))
        .toList();
  }

  private static List<Map<String, Object>> suspected(List<Id> of) {
    return shown("&suspected=true", of);
  }

  @Test
  void whatImplausiblyManyNamesShareIsShownWhetherItsBlockIsFullOrNot() {
    String document = SampleDocuments.of("99010419470311205");
    String phone = "15411710001";
    String second = "15411710002";
    String insurance = "SB7170001";
    List<SourceRecord> ofDocument =
        records(12, i -> record(surname(i) + "临帖", Said.NOTHING.document(document)));
    List<SourceRecord> ofPhone =
        records(26, i -> record(surname(i) + "听棋", Said.NOTHING.phone(phone)));
    List<SourceRecord> ofInsurance =
        records(9, i -> record(surname(i) + "抚琴", Said.NOTHING.insurance(insurance)));
    List<Id> documents = put(ofDocument);
    List<Id> phones = put(ofPhone);
    List<Id> seconds =
        put(
            records(
                25,
                i ->
                    record(
                        surname(i) + "观画",
                        i % 2 == 0
                            ? Said.NOTHING.phone(second)
                            : Said.NOTHING.otherPhone(second))));
    List<Id> insurances = put(ofInsurance);
    assertThat(suspected(all)).isEmpty();

    assertThat(walk(byBlocks(weighing))).isEqualTo(3);

    assertThat(suspected(documents)).hasSize(1).allSatisfy(s -> is(s, "document", 12, 12));
    assertThat(suspected(phones)).hasSize(1).allSatisfy(s -> is(s, "phone", 26, 26));
    assertThat(suspected(seconds)).hasSize(1).allSatisfy(s -> is(s, "phone", 25, 25));
    assertThat(suspected(insurances)).hasSize(1).allSatisfy(s -> is(s, "insurance", 9, 9));
    assertThat(shown("&suspected=true&key=phone", documents)).isEmpty();
    assertThat(shown("", all)).as("none of them is full").isEmpty();
    assertThat(door("&suspected=true").<Integer>path("counts.phone")).isGreaterThanOrEqualTo(2);
    String said = door("&suspected=true").body().asString();
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics).contains("yima_index_suspects_total{key=\"insurance\"");
    for (String value : List.of(document, phone, second, insurance, "临帖")) {
      assertThat(said).doesNotContain(value);
      assertThat(metrics).doesNotContain(value);
    }
    List<SourceRecord> rows = new ArrayList<>(ofDocument);
    rows.addAll(ofPhone);
    rows.addAll(ofInsurance);
    assertThat(atAFounding(Weighing.shipped(), rows))
        .as("a founding load thinks the same")
        .containsExactlyInAnyOrder("document", "phone", "insurance");
  }

  private static void is(Map<String, Object> suspect, String key, int records, int names) {
    assertThat(suspect)
        .containsEntry("key", key)
        .containsEntry("records", records)
        .containsEntry("names", names);
    assertThat((List<?>) suspect.get("recordIds")).hasSize(5);
  }

  private static List<String> atAFounding(Weighing by, List<SourceRecord> records) {
    Census census = new Census(by, null);
    census.add(records.stream().map(r -> census.prepared(r, false)).toList(), Workers.alone());
    return census.suspects().stream().map(Census.Suspect::column).toList();
  }

  /** One person has many cards, and a family one phone; and a value of a few is nobody's dummy. */
  @Test
  void whatManyRecordsOfFewNamesShareIsNot() {
    String document = SampleDocuments.of("99010419470311207");
    List<Id> few =
        put(records(30, i -> record(surname(i % 24) + "临池", Said.NOTHING.phone("15411710011"))));
    List<Id> family =
        put(records(40, i -> record(surname(i % 4) + "煎茶", Said.NOTHING.phone("15411710012"))));
    List<Id> cards = put(records(12, i -> record("赵濯缨", Said.NOTHING.document(document))));
    walk(byBlocks(weighing));
    assertThat(suspected(few)).isEmpty();
    assertThat(suspected(family)).isEmpty();
    assertThat(suspected(cards)).isEmpty();
  }

  /** A full block that is a dummy's says so among the full ones. */
  @Test
  void aFullBlockTellsItsNamesAndWhatIsGoneIsSuspectedNoMore() {
    List<Id> desk =
        put(
            records(
                70,
                i ->
                    record(
                        surname(i % 26) + "洗" + "砚笔墨".charAt(i / 26),
                        Said.NOTHING.phone("15411710021"))));
    assertThat(shown("&key=phone", desk)).hasSize(1).noneMatch(b -> b.containsKey("names"));
    walk(byBlocks(weighing));
    assertThat(shown("&key=phone", desk))
        .hasSize(1)
        .allSatisfy(block -> assertThat((int) block.get("names")).isGreaterThan(24));
    assertThat(suspected(desk)).hasSize(1);
    withdraw();
    assertThat(suspected(desk)).as("until the next walk").hasSize(1);
    walk(byBlocks(weighing));
    assertThat(suspected(desk)).isEmpty();
  }

  @Test
  void aDocumentThatIsListedIsNobodysAlready() {
    String document = SampleDocuments.of("99010419470311209");
    List<SourceRecord> records =
        records(12, i -> record(surname(i) + "听松", Said.NOTHING.document(document)));
    List<Id> ids = put(records);
    DefaultsConfig listed = () -> Optional.of(Set.of("document:" + document));
    ActiveWeighing by = new ActiveWeighing(weights, engines, listed, hashes);
    walk(byBlocks(by));
    assertThat(suspected(ids)).isEmpty();
    assertThat(atAFounding(by.shipped(), records)).isEmpty();
    assertThat(atAFounding(Weighing.shipped(), records)).containsExactly("document");
  }

  /** Evenly of all it is told by so many among those that are looked at. */
  @Test
  void aDayOfBirthFarAboveAllOthersIsShown() {
    LocalDate day = LocalDate.of(1938, 7, 7);
    List<Id> born =
        put(records(100, i -> record(surname(i % 26) + drawn(i), Said.NOTHING.birth(day))));
    List<Id> others =
        put(
            records(
                120,
                i ->
                    record(
                        surname(i % 26) + drawn(300 + i),
                        Said.NOTHING.birth(day.plusDays(3 * i + 1)))));
    List<Id> looked = new ArrayList<>(others);
    looked.addAll(born);
    walk(job.of(weighing, clock, pages(looked), new Suspecting.Amount(1_000_000, 219)));
    assertThat(suspected(born)).as("one less is none").isEmpty();
    walk(job.of(weighing, clock, pages(looked), new Suspecting.Amount(1_000_000, 220)));
    List<Map<String, Object>> days = shown("&suspected=true&key=birth", born);
    assertThat(days).hasSize(1);
    assertThat(days.get(0)).containsEntry("records", 100).doesNotContainKey("names");
    assertThat((List<?>) days.get(0).get("recordIds")).hasSize(5);
    assertThat(door("&suspected=true&key=birth").body().asString()).doesNotContain("1938-07");
  }

  private static String drawn(int place) {
    return "" + (char) ('一' + 17 * place) + (char) ('丁' + 29 * place);
  }

  /** A few at a time. */
  private static Suspecting.Pages pages(List<Id> ids) {
    return (last, limit) -> {
      int from = last.map(ids::indexOf).orElse(-1) + 1;
      return Uni.createFrom()
          .item(ids.subList(from, Math.min(ids.size(), from + Math.min(limit, 70))));
    };
  }

  @Test
  void oneWalkADayIsEnough() {
    walk(byBlocks(weighing));
    String begun = TestDatabase.text("select begun_at from index_suspect_walk");
    for (Duration later : List.of(Duration.ofHours(1), Duration.ofHours(23))) {
      Suspecting then =
          job.of(weighing, Clock.offset(clock, later), NONE, new Suspecting.Amount(1, 0));
      assertThat(await(then.run().replaceWith(true))).isTrue();
      assertThat(isDone()).isTrue();
      assertThat(TestDatabase.text("select begun_at from index_suspect_walk")).isEqualTo(begun);
    }
    put(List.of(record("赵问津", Said.NOTHING.phone("15411710031"))));
    Suspecting next =
        job.of(
            weighing, Clock.offset(clock, Duration.ofHours(25)), NONE, new Suspecting.Amount(1, 0));
    assertThat(await(next.run().replaceWith(true))).isTrue();
    assertThat(isDone()).as("it has begun again").isFalse();
    assertThat(TestDatabase.number("select last_bucket from index_suspect_walk")).isNotNegative();
  }
}
