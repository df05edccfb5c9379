package org.yima.index.living;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.store.Placement;
import org.yima.index.store.Statements;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What many records have in common, and what large batches cost. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CrowdedTest {
  private static final int AT_ONCE = 60;
  private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤";
  private static final String GIVEN = "春夏秋冬风云雷雪山川江河天地日月星辰光";
  private static final String OTHERS = "红黄绿白黑金银铜铁木水火土石草花鸟虫鱼";

  private static final List<List<Integer>> ORDERS =
      List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 2, 0));

  @Inject PersonIndex index;
  @Inject Deciding deciding;
  @Inject Database database;
  @Inject Ids ids;

  private static SourceRecord record(
      String domain, String name, Optional<DocumentKey> document, String phone) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        name,
        document,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.empty());
  }

  /** Two of them have at most one character in common. */
  private static String name(int place) {
    int one = place % SURNAMES.length();
    int other = place / SURNAMES.length() % SURNAMES.length();
    return ""
        + SURNAMES.charAt(one)
        + GIVEN.charAt(other)
        + OTHERS.charAt((one + other) % SURNAMES.length());
  }

  private List<Put> put(Optional<DocumentKey> document, int from, int count) {
    List<SourceRecord> batch = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      batch.add(record("crowded", name(i), document, ""));
    }
    return Reactive.await(() -> database.tx(tx -> index.putAll(tx, batch)));
  }

  private long asked(List<Put> puts) {
    return Reactive.await(
        () ->
            database
                .query(
                    "select count(*) as n from index_match where record_id = any($1::uuid[])",
                    (Object) puts.stream().map(p -> p.recordId().uuid()).toArray(UUID[]::new))
                .map(rows -> rows.iterator().next().getLong("n")));
  }

  /** Some default of a desk: well formed, and on everybody's card. */
  @Test
  void aDocumentThatHundredsGiveRaisesNoFlood() {
    String number = SampleDocuments.fresh();
    Optional<DocumentKey> document = DocumentKey.of("RESIDENT_ID", number);
    List<Put> few = put(document, 0, 4);
    assertThat(asked(few)).as("each with each").isEqualTo(6);
    List<Put> more = put(document, 4, AT_ONCE);
    assertThat(asked(more)).as("one each of the next, then no more").isEqualTo(4);
    int stands = 4 + AT_ONCE;
    while (stands <= Keying.DOCUMENT_CAP) {
      stands += put(document, stands, AT_ONCE).size();
    }
    List<Put> late = put(document, stands, 5);
    assertThat(asked(late)).as("nobody is compared by it any more").isZero();
    assertThat(late).extracting(Put::outcome).containsOnly(Put.Outcome.NEW);
    assertThat(Reactive.await(() -> index.ofDocument("RESIDENT_ID", number)))
        .as("all are found by it")
        .hasSize(stands + 5);
    Map<String, Object> full = documentBlockOf(late);
    assertThat(full).containsEntry("records", stands + 5);
    Id one = theSame(document, "15411290002");
    Id other = theSame(document, "15411290002");
    assertThat(with(one)).as("what else they say").containsExactlyInAnyOrder(one, other);
    assertThat(Reactive.await(() -> index.samePerson(one)))
        .as("nothing is certain by everybody's document")
        .hasSize(1);
    withdrawn(number);
  }

  private Id theSame(Optional<DocumentKey> document, String phone) {
    SourceRecord record =
        new SourceRecord(
            "crowded-" + UUID.randomUUID(),
            UUID.randomUUID().toString(),
            "申屠听雪",
            document,
            false,
            Optional.of(LocalDate.of(1943, 12, 1)),
            Optional.of(Sex.MALE),
            Optional.of(phone),
            Optional.empty());
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  /** The queue is everybody's. */
  private void withdrawn(String number) {
    List<Id> all =
        Reactive.await(() -> index.ofDocument("RESIDENT_ID", number)).stream()
            .map(IndexRecord::id)
            .toList();
    assertThat(
            Reactive.await(
                () -> database.tx(tx -> index.withdraw(tx, all, "test")).replaceWith(true)))
        .isTrue();
  }

  /** The full block of a document in which one of these stands, as an operator sees it. */
  private static Map<String, Object> documentBlockOf(List<Put> puts) {
    List<Map<String, Object>> items =
        given()
            .header("Authorization", "Bearer " + TestStaff.operator())
            .get("/v1/admin/full-blocks?key=document&limit=200")
            .then()
            .statusCode(200)
            .extract()
            .path("items");
    assertThat(puts).isNotEmpty();
    assertThat(items).isNotEmpty().allMatch(item -> !((List<?>) item.get("recordIds")).isEmpty());
    return items.stream()
        .filter(item -> (int) item.get("records") > Keying.DOCUMENT_CAP)
        .findFirst()
        .orElseThrow();
  }

  private static SourceRecord person(
      String name,
      LocalDate born,
      Optional<Sex> sex,
      Optional<DocumentKey> document,
      String phone,
      Further further) {
    return new SourceRecord(
        "crowded-" + UUID.randomUUID(),
        UUID.randomUUID().toString(),
        name,
        document,
        false,
        Optional.of(born),
        sex,
        Optional.of(phone),
        Optional.empty(),
        further);
  }

  private static Further further(String before, String phone, String insurance) {
    return new Further(
        Optional.of(before).filter(n -> !n.isEmpty()),
        Optional.of(phone).filter(n -> !n.isEmpty()),
        Optional.of(insurance).filter(n -> !n.isEmpty()),
        Optional.empty());
  }

  /** Puts records in an order: they are one person's, whichever comes last. */
  private void areOne(List<SourceRecord> records, List<Integer> order) {
    List<Id> ids = new ArrayList<>();
    for (int place : order) {
      ids.add(Reactive.await(() -> database.tx(tx -> index.put(tx, records.get(place)))));
    }
    for (Id id : ids) {
      assertThat(with(id)).as("in the order %s", order).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  /** The sex of one is a slip: of two with one document it would tell two people. */
  @Test
  void everybodysDocumentPartsNoTwoThatStandWhenAThirdComes() {
    String number = SampleDocuments.fresh();
    Optional<DocumentKey> document = DocumentKey.of("RESIDENT_ID", number);
    int stands = put(document, 0, 4).size();
    while (stands <= Keying.DOCUMENT_CAP) {
      stands += put(document, stands, AT_ONCE).size();
    }
    for (int i = 0; i < ORDERS.size(); i++) {
      String name = "申屠踏" + "雪月歌".charAt(i);
      LocalDate born = LocalDate.of(1943, 12, 11 + i);
      String phone = "1541129000" + i;
      Further known = further("", "", "SB77400" + i);
      areOne(
          List.of(
              person(name, born, Optional.of(Sex.MALE), document, phone, known),
              person(name, born, Optional.of(Sex.FEMALE), document, phone, known),
              person(name, born, Optional.empty(), Optional.empty(), phone, known)),
          ORDERS.get(i));
    }
    withdrawn(number);
  }

  /** Of one family by its phone they would be a brother and a sister. */
  @Test
  void everybodysPhonePartsNoTwoThatStandWhenAThirdComes() {
    String everybodys = "15411280001";
    List<SourceRecord> many = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      many.add(record("crowded", name(320 + i), Optional.empty(), everybodys));
    }
    List<Put> stand = Reactive.await(() -> database.tx(tx -> index.putAll(tx, many)));
    for (int i = 0; i < ORDERS.size(); i++) {
      String now = "申屠问" + "柳榆槐".charAt(i);
      String before = "申屠问" + "竹松梅".charAt(i);
      // Each round has people whom nothing but the name makes alike.
      LocalDate born = LocalDate.of(1944 + 9 * i, 12 - 3 * i, 11 + 5 * i);
      String own = List.of("15411281070", "15411392581", "15411503692").get(i);
      String insurance = List.of("SB775001", "SB886412", "SB913527").get(i);
      Optional<Sex> sex = Optional.of(Sex.FEMALE);
      areOne(
          List.of(
              person(now, born, sex, Optional.empty(), everybodys, further("", "", insurance)),
              person(before, born, sex, Optional.empty(), everybodys, further("", own, "")),
              person(
                  now, born, sex, Optional.empty(), everybodys, further(before, own, insurance))),
          ORDERS.get(i));
    }
    List<Id> all = stand.stream().map(Put::recordId).toList();
    assertThat(
            Reactive.await(
                () -> database.tx(tx -> index.withdraw(tx, all, "test")).replaceWith(true)))
        .isTrue();
  }

  /** An address is logged: what goes on in it is no key of a block. */
  @Test
  void theNextPageOfFullBlocksIsNamedByNothingThatIsStored() throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "insert into index_block (bucket, key, kind, members, is_full)"
                    + " values (7, ?, 'document', 900, true)")) {
      for (int i = 1; i <= 2; i++) {
        statement.setBytes(1, new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) i});
        assertThat(statement.executeUpdate()).isOne();
      }
    }
    String first = page("").extract().path("next");
    assertThat(first).doesNotContain("0000").hasSizeGreaterThan(40);
    assertThat(page("&cursor=" + first).extract().<List<?>>path("items")).hasSize(1);
    assertThat(page("").extract().<String>path("next")).isNotEqualTo(first);
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/full-blocks?cursor=0000000000000001")
        .then()
        .statusCode(400);
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement("delete from index_block where bucket = 7 and members = 900")) {
      assertThat(statement.executeUpdate()).isEqualTo(2);
    }
  }

  private static ValidatableResponse page(String more) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/full-blocks?key=document&limit=1" + more)
        .then()
        .statusCode(200);
  }

  @Test
  void aCardThatIsRetiredSpeaksAgainstNoOther() {
    String domain = "retired-" + UUID.randomUUID();
    SourceRecord first = card(domain);
    Id old = Reactive.await(() -> database.tx(tx -> index.put(tx, first)));
    Id living = Reactive.await(() -> database.tx(tx -> index.put(tx, card(domain))));
    assertThat(with(living)).as("two living cards").containsExactly(living);
    assertThat(
            Reactive.await(
                () -> database.tx(tx -> index.retire(tx, List.of(old))).replaceWith(true)))
        .isTrue();
    assertThat(with(living)).as("one living card").containsExactlyInAnyOrder(old, living);
    SourceRecord next = card(domain);
    Id fresh =
        Reactive.await(() -> database.tx(tx -> index.putAll(tx, List.of(next), r -> true)))
            .get(0)
            .recordId();
    assertThat(with(fresh)).contains(living);
    assertThat(with(fresh)).contains(old, fresh);
  }

  private static SourceRecord card(String domain) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        "申屠问梅" + (char) ('一' + Math.floorMod(domain.hashCode(), 900)),
        Optional.empty(),
        false,
        Optional.of(LocalDate.of(1939, 5, 6)),
        Optional.of(Sex.FEMALE),
        Optional.of("15411230001"),
        Optional.empty());
  }

  private List<Id> with(Id record) {
    return Reactive.await(() -> index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  /** Counts what it is asked. */
  private final class Counting implements Statements {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public io.smallrye.mutiny.Uni<io.vertx.mutiny.sqlclient.RowSet<io.vertx.mutiny.sqlclient.Row>>
        query(String sql, Object... parameters) {
      count.incrementAndGet();
      return database.query(sql, parameters);
    }
  }

  private int statements(int records, String mark) {
    List<Placement> batch = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < records; i++) {
      String name = name(700 + i);
      assertThat(names.add(name)).isTrue();
      batch.add(
          new Placement(
              record("counted", name, Optional.empty(), mark + String.format("%03d", i)),
              ids.founding(IdType.RECORD),
              ids.founding(IdType.PERSON),
              0,
              0,
              Optional.empty()));
    }
    Counting counting = new Counting();
    assertThat(Reactive.await(() -> deciding.decide(counting, false, batch, List.of())).puts())
        .hasSize(records);
    return counting.count.get();
  }

  /** Where half of the batch meet somebody, and where nobody meets anybody. */
  @Test
  void aLargeBatchTakesAsManyStatementsAsASmallOne() {
    int one = statements(1, "15411240");
    assertThat(one).isLessThanOrEqualTo(4);
    assertThat(statements(120, "15411240")).isEqualTo(one);
    List<SourceRecord> there = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      there.add(
          record("there", name(700 + i), Optional.empty(), "15411241" + String.format("%03d", i)));
    }
    List<Put> stand = Reactive.await(() -> database.tx(tx -> index.putAll(tx, there)));
    assertThat(stand).hasSize(60);
    int met = statements(1, "15411241");
    assertThat(met).isLessThanOrEqualTo(9);
    assertThat(statements(120, "15411241")).isLessThanOrEqualTo(met);
  }
}
