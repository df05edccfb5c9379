package org.yima.access.oversight;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** The operator asks the audit log over HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditTest {
  @Inject Database database;
  @Inject Ids ids;

  private static ValidatableResponse ask(Object... parameters) {
    var request = given().header("Authorization", "Bearer " + TestStaff.operator());
    for (int i = 0; i < parameters.length; i += 2) {
      request.queryParam((String) parameters[i], parameters[i + 1]);
    }
    return request.get("/v1/admin/audit").then();
  }

  private static JsonPath answer(Object... parameters) {
    return ask(parameters).statusCode(200).extract().jsonPath();
  }

  private void note(String action, Id subject, String name, String value) {
    Reactive.await(
        () ->
            database.tx(
                tx -> tx.audit(AuditEntry.of(Caller.ANYONE, action, subject).with(name, value))));
  }

  @Test
  void whatWasDoneIsFoundByObjectActionAndWho() {
    String institution = TestClient.institution("PHARMACY", "audit-one", Map.of());
    ask("object", institution, "action", "institution.taken-in")
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].id", startsWith("aud_"))
        .body("items[0].who", startsWith("OPERATOR:stf_"))
        .body("items[0].object", equalTo(institution))
        .body("items[0].detail", hasEntry("kind", "PHARMACY"))
        .body("next", nullValue());
    String operator = answer("object", institution).getString("items[0].who").substring(9);
    ask("who", operator, "object", institution).body("items", hasSize(1));
    ask("who", institution, "object", institution).body("items", empty());
    ask("object", institution, "action", "staff.created").body("items", empty());
  }

  @Test
  void pagesGoBackInTimeAndMissNothing() {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Id subject = ids.founding(IdType.BILL);
      note("audit-test.paged", subject, "kind", "x");
      written.add(0, subject.toString());
    }
    List<String> read = new ArrayList<>();
    String cursor = "";
    do {
      JsonPath page = answer("action", "audit-test.paged", "limit", 2, "cursor", cursor);
      read.addAll(page.getList("items.object"));
      cursor = page.getString("next");
    } while (cursor != null);
    assertThat(read).isEqualTo(written);
  }

  @Test
  void timesBoundThePageFromTheFirstMomentUpToTheLast() {
    note("audit-test.timed", ids.founding(IdType.BILL), "kind", "early");
    note("audit-test.timed", ids.founding(IdType.BILL), "kind", "late");
    List<String> times = answer("action", "audit-test.timed").getList("items.at");
    OffsetDateTime late = OffsetDateTime.parse(times.get(0));
    assertThat(late).isAfter(OffsetDateTime.parse(times.get(1)));
    ask("action", "audit-test.timed", "from", late.toString())
        .body("items.detail.kind", contains("late"));
    ask("action", "audit-test.timed", "to", late.toString())
        .body("items.detail.kind", contains("early"));
  }

  @Test
  void whatIsNotKnownToBeHarmlessIsMasked() {
    Id subject = ids.founding(IdType.BILL);
    note("audit-test.masked", subject, "remark", "of a person");
    ask("object", subject.toString()).body("items.detail.remark", contains("***"));
  }

  @Test
  void readingIsItselfWrittenDown() {
    Id object = ids.founding(IdType.BILL);
    ask("object", object.toString(), "from", "2020-01-01T00:00:00+08:00").statusCode(200);
    ask("action", "audit.read")
        .body("items[0].detail", hasEntry("object", object.toString()))
        .body("items[0].detail", hasEntry("from", "2020-01-01T00:00+08:00"))
        .body("items[0].who", startsWith("OPERATOR:stf_"));
    ask("action", "audit.read").body("items.detail", hasItem(hasEntry("action", "audit.read")));
    ask("object", object.toString()).body("items.action", not(hasItem("audit.read")));
  }

  @Test
  void whatIsMalformedIsNamed() {
    for (String name : List.of("who", "object", "from", "to", "cursor", "action", "limit")) {
      ask(name, "§").statusCode(name.equals("limit") ? 404 : 400);
    }
    ask("cursor", ids.founding(IdType.BILL).toString())
        .statusCode(400)
        .body("errors.pointer", contains("?cursor"));
    ask("cursor", ids.founding(IdType.AUDIT).toString()).statusCode(400);
    ask("limit", 201).statusCode(400);
  }
}
