package org.yima.index.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SourceRecord;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.chinese.Documents;
import org.yima.index.matching.chinese.Phones;
import org.yima.index.matching.weight.ElementWeights;
import org.yima.index.matching.weight.LevelWeight;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Field;
import org.yima.samples.population.Population;
import org.yima.samples.population.Registration;

/** Weights out of stored records are a proposal like any other, with how it came about. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class StoredTrainingTest {
  private static final int PEOPLE = 400;
  private static final int AT_ONCE = 200;

  /** Of one person: some of 400 people have two records or three. */
  private static final int PAIRS = 150;

  @Inject StoredTraining training;
  @Inject PersonIndex index;
  @Inject Database database;
  @Inject WeightsRows rows;
  @Inject ActiveWeighing weighing;

  private static Optional<LocalDate> birth(Registration row) {
    String day = Documents.birthDateOf(row.get(Field.BIRTH_DATE));
    return day.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LocalDate.of(
                Integer.parseInt(day, 0, 4, 10),
                Integer.parseInt(day, 4, 6, 10),
                Integer.parseInt(day, 6, 8, 10)));
  }

  private static SourceRecord record(Registration row) {
    return new SourceRecord(
        "training-" + row.domain(),
        row.get(Field.CARD),
        row.get(Field.NAME).strip(),
        DocumentKey.of(IdType.RESIDENT_ID, row.get(Field.DOCUMENT_NUMBER)),
        false,
        birth(row),
        Optional.of(row.get(Field.SEX)).filter(sex -> !sex.isEmpty()).map(Sex::valueOf),
        Optional.of(Phones.normal(row.get(Field.PHONE))).filter(phone -> !phone.isEmpty()),
        Optional.of(row.get(Field.ADDRESS)).filter(address -> !address.isEmpty()));
  }

  private List<Id> store() {
    List<Id> ids = new ArrayList<>();
    List<SourceRecord> records = new ArrayList<>();
    new Population(909, PEOPLE, 3, ErrorRates.shipped())
        .registrations()
        .forEach(row -> records.add(record(row)));
    for (int from = 0; from < records.size(); from += AT_ONCE) {
      List<SourceRecord> batch = records.subList(from, Math.min(records.size(), from + AT_ONCE));
      List<Put> put = Reactive.await(() -> database.tx(tx -> index.putAll(tx, batch)));
      put.stream().map(Put::recordId).forEach(ids::add);
    }
    return List.copyOf(new LinkedHashSet<>(ids));
  }

  private static double share(Weights weights, String element, String level, boolean m) {
    return weights.elements().stream()
        .filter(e -> e.element().equals(element))
        .map(ElementWeights::levels)
        .flatMap(List::stream)
        .filter(l -> l.level().equals(level))
        .mapToDouble(m ? LevelWeight::m : LevelWeight::u)
        .findFirst()
        .orElseThrow();
  }

  /** Trains on these alone, whatever else is stored. */
  private Trained trained(String version, List<Id> ids, int least) {
    return training.propose(
        version,
        TestStaff.OPERATOR_LOGIN,
        (last, limit) ->
            ids.stream().skip(last.map(id -> ids.indexOf(id) + 1).orElse(0)).limit(limit).toList(),
        new StoredTraining.Bounds(least, PAIRS, ids.size()));
  }

  @Test
  void whatIsStoredProposesItsOwnWeights() {
    List<Id> ids = store();
    String version = "stored " + UUID.randomUUID();
    Trained trained = trained(version, ids, ids.size());
    assertThat(trained.records()).isEqualTo(ids.size());
    assertThat(trained.toString()).contains("sound + birth: ", "at rest: ");

    WeightsRows.Version kept =
        Reactive.await(() -> rows.find(database::query, version)).orElseThrow();
    assertThat(kept.approvedAt()).isEmpty();
    assertThat(kept.reason()).startsWith("trained on " + ids.size() + " stored records: ");
    Weights weights = Weights.parse(kept.content());
    assertThat(weights).isEqualTo(trained.weights());
    Weights inUse = Reactive.await(() -> weighing.current(database::query)).weights();
    assertThat(weights.elements().get(0)).isEqualTo(inUse.elements().get(0));
    assertThat(share(weights, "name", "exact", true)).isGreaterThan(0.6);
    assertThat(share(weights, "name", "exact", false)).isLessThan(0.1);
    assertThat(share(weights, "sex", "exact", false)).isBetween(0.4, 0.6);
    assertThatThrownBy(() -> trained(version, ids, 1)).hasMessageContaining("exists already");

    // Who has trained is nobody's second person.
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(Map.of("version", version, "untried", true))
        .post("/v1/admin/weights/approval")
        .then()
        .statusCode(409)
        .body("code", equalTo("weights.second-person"));
    assertThatThrownBy(() -> trained("more " + version, ids, ids.size() + 1))
        .hasMessage(
            "%d records are too few to train on; %d are needed", ids.size(), ids.size() + 1);
  }

  /** Of every tenth record a hundredth of the pairs is left. */
  @Test
  void recordsOfWhichHardlyTwoAreOnePersonsProposeNothing() {
    List<Id> ids = store();
    List<Id> some = IntStream.range(0, ids.size() / 10).mapToObj(i -> ids.get(10 * i)).toList();
    String version = "thin " + UUID.randomUUID();
    assertThatThrownBy(() -> trained(version, some, some.size()))
        .hasMessageMatching(
            some.size()
                + " records hold some \\d+ pairs of one person, too few to train on; 150 are needed");
    assertThat(Reactive.await(() -> rows.find(database::query, version))).isEmpty();
  }

  @Test
  void nobodyTrainsOnTooLittleOrWithoutAnOperatorWhoAnswersForIt() {
    String version = "stored " + UUID.randomUUID();
    String operator = TestStaff.OPERATOR_LOGIN;
    assertThat(TestClient.staff(version.substring(7), "REVIEWER", null)).isNotBlank();
    for (String login : List.of("", "nobody." + version, version.substring(7))) {
      assertThatThrownBy(() -> training.propose(version, login, 50_000))
          .hasMessage("yima.index.training.by is no operator's login");
    }
    assertThatThrownBy(() -> training.propose(" ", operator, 50_000))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> training.propose(City.weights().version(), operator, 50_000))
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> training.propose(version, operator, 1_500))
        .hasMessageContaining("records are too few to train on; 10000 are needed");
    assertThatThrownBy(() -> training.propose(version, operator, 0))
        .hasMessageStartingWith("0 records are too few");
    assertThatThrownBy(() -> training.propose(version, operator, Integer.MAX_VALUE))
        .hasMessageContaining("are not held in memory");
  }
}
