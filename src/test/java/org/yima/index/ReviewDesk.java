package org.yima.index;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.index.matching.Doubt;
import org.yima.index.store.Doubts;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/**
 * Three reviewers at their doors, the records that are put before them, and what arises under
 * these.
 */
@ApplicationScoped
public class ReviewDesk {
  public static final String ONE = "desk.reviewer.one";
  public static final String TWO = "desk.reviewer.two";
  public static final String THREE = "desk.reviewer.three";

  private final PersonIndex index;
  private final Database database;
  private final Doubts doubts;

  ReviewDesk(PersonIndex index, Database database, Doubts doubts) {
    this.index = index;
    this.database = database;
    this.doubts = doubts;
  }

  /** A record of which its source says nothing else. */
  public static SourceRecord bare(
      String domain, String number, String name, Optional<DocumentKey> document) {
    return new SourceRecord(
        domain,
        number,
        name,
        document,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The document of nobody yet. */
  public static Optional<DocumentKey> document() {
    return DocumentKey.of("RESIDENT_ID", SampleDocuments.fresh());
  }

  public static String unique() {
    return UUID.randomUUID().toString();
  }

  public Id put(SourceRecord record) {
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  /** Its source takes a record back. */
  public void withdraw(Id record) {
    boolean done =
        Reactive.await(
            () -> database.tx(tx -> index.withdraw(tx, List.of(record), "test").replaceWith(true)));
    if (!done) {
      throw new IllegalStateException("not taken back");
    }
  }

  public Id personOf(Id record) {
    return Reactive.await(() -> index.get(record)).orElseThrow().personId();
  }

  /** The records of its person, by score too. */
  public List<Id> with(Id record) {
    return ids(Reactive.await(() -> index.linked(record)));
  }

  /** The records that are certainly of its person. */
  public List<Id> certainly(Id record) {
    return ids(Reactive.await(() -> index.samePerson(record)));
  }

  private static List<Id> ids(List<IndexRecord> records) {
    return records.stream().map(IndexRecord::id).toList();
  }

  /** The header of a reviewer, who is signed up when there is none of that name yet. */
  public static String bearer(String who) {
    if (TestDatabase.number("select count(*) from staff where login = ?", who) == 0
        && TestClient.staff(who, "REVIEWER", null).isBlank()) {
      throw new IllegalStateException("not signed up");
    }
    return "Bearer " + TestStaff.token(who);
  }

  /** What a reviewer does at a door of the staff. */
  public static ValidatableResponse post(String who, String path, Map<String, ?> body) {
    return given()
        .header("Authorization", bearer(who))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin" + path)
        .then();
  }

  /** What the first reviewer sees at a door of the staff. */
  public static ValidatableResponse get(String path) {
    return given().header("Authorization", bearer(ONE)).get("/v1/admin" + path).then();
  }

  /** Proposes that two persons are one. */
  public ValidatableResponse proposing(Id source, Id target) {
    return post(
        ONE,
        "/persons/merge",
        Map.of(
            "sourcePersonId", personOf(source).toString(),
            "targetPersonId", personOf(target).toString(),
            "reason", "papers seen"));
  }

  public String propose(Id source, Id target) {
    return proposing(source, target).statusCode(200).extract().path("mergeId");
  }

  public static ValidatableResponse approve(String who, String merge) {
    return post(who, "/merges/" + merge + "/approve", Map.of());
  }

  /** Two reviewers make one person of two. */
  public String merge(Id source, Id target) {
    String merge = propose(source, target);
    approve(TWO, merge).statusCode(200);
    return merge;
  }

  /** The first reviewer says that records are not their person's. */
  public ValidatableResponse parting(Id person, Id... records) {
    return post(
        ONE,
        "/persons/" + person + "/part",
        Map.of(
            "records",
            List.of(records).stream().map(Id::toString).toList(),
            "reason",
            "papers seen"));
  }

  public String part(Id... records) {
    return parting(personOf(records[0]), records).statusCode(200).extract().path("mergeId");
  }

  public static ValidatableResponse unmerge(String who, String merge, String mode) {
    return post(who, "/merges/" + merge + "/unmerge", Map.of("mode", mode));
  }

  public static ValidatableResponse decide(String who, String match, String decision) {
    return post(who, "/matches/" + match + "/decision", Map.of("decision", decision));
  }

  /** The doubts in the queue that are about a record, however long the queue is. */
  public static List<Map<String, Object>> doubts(Id record) {
    List<Map<String, Object>> doubts = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      ValidatableResponse page =
          get("/matches?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).statusCode(200);
      doubts.addAll(
          page.extract().path("items.findAll { it.records.id.contains('" + record + "') }"));
      cursor = page.extract().path("next");
    }
    return doubts;
  }

  /** The only doubt in the queue that is about a record. */
  public static String doubt(Id record) {
    return only(doubts(record));
  }

  /** Asks whether two records are one person's, if nobody has yet; answers the doubt. */
  public String ask(Id record, Id other) {
    Doubt doubt = new Doubt(other, Doubt.Kind.DOUBT, Set.of());
    Reactive.await(
        () -> database.tx(tx -> doubts.raise(tx, List.of(new Doubts.Raised(record, doubt)))));
    String match =
        TestDatabase.text(
            """
            select id::text from index_match
            where (record_id = ? and other_id = ?) or (other_id = ? and record_id = ?)
            """,
            record.uuid(),
            other.uuid(),
            record.uuid(),
            other.uuid());
    return new Id(IdType.MATCH, UUID.fromString(match)).toString();
  }

  private static String only(List<Map<String, Object>> doubts) {
    if (doubts.size() != 1) {
      throw new AssertionError("one doubt was to wait, not " + doubts.size());
    }
    return (String) doubts.get(0).get("id");
  }

  /** A health card of the resident that arose under a record. */
  public static String cardUnder(Signed resident, Id record) {
    String card =
        given()
            .auth()
            .oauth2(resident.token())
            .post("/v1/app/residents/" + resident.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestDatabase.update("update card set record_id = ? where id = ?", record.uuid(), uuid(card));
    return card;
  }

  /** Who has a health card. */
  public static UUID holderOf(String card) {
    return UUID.fromString(
        TestDatabase.text("select resident_id::text from card where id = ?", uuid(card)));
  }

  public static UUID uuid(String id) {
    return Id.parse(id).orElseThrow().uuid();
  }
}
