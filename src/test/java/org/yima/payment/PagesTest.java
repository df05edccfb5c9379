package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestStaff;
import org.yima.payment.attention.Attention;
import org.yima.payment.attention.Reason;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** Rows of one and the same moment lie on their pages like others: each once, none left out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PagesTest {
  @Inject Database database;
  @Inject Ids ids;
  @Inject Attention attention;

  private static List<String> walked(
      Supplier<RequestSpecification> who, String path, int size, String field) {
    List<String> found = new ArrayList<>();
    String next = "";
    do {
      JsonPath page =
          who.get()
              .queryParam("limit", size)
              .queryParam("cursor", next)
              .get(path)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      found.addAll(page.getList("items." + field, String.class));
      next = page.getString("next");
    } while (next != null);
    return found;
  }

  private void atOneMoment(String table, List<String> all) {
    for (String text : all) {
      Id id = Id.parse(text).orElseThrow();
      int changed =
          Reactive.await(
              () ->
                  database
                      .query(
                          "update "
                              + table
                              + " set created_at = '2026-11-02T03:04:05.678901Z'"
                              + " where bucket = $1 and id = $2",
                          id.bucket(),
                          id.uuid())
                      .map(rows -> rows.rowCount()));
      assertThat(changed).isEqualTo(1);
    }
  }

  @Test
  void billsAndPayments() {
    TestPayer payer = new TestPayer(Map.of());
    List<String> bills = Stream.generate(() -> payer.bill(false)).limit(3).toList();
    List<String> payments =
        bills.stream().map(b -> payer.start(payer.plan(b, false, false).path("id"))).toList();
    atOneMoment("bill", bills);
    atOneMoment("payment", payments);
    for (int size = 1; size <= 3; size++) {
      assertThat(walked(payer::app, "/v1/app/bills", size, "id"))
          .containsExactlyInAnyOrderElementsOf(bills);
      assertThat(walked(payer::app, "/v1/app/payments", size, "id"))
          .containsExactlyInAnyOrderElementsOf(payments);
    }
    payer.app().get("/v1/app/bills?cursor=zz").then().statusCode(400);
    payer.app().get("/v1/app/bills?cursor=zz.bill_1").then().statusCode(400);
  }

  @Test
  void whatNeedsAHuman() {
    TestPayer.hospital();
    Id subject = ids.founding(IdType.LEG);
    Id hospital = Id.parse(TestPayer.hospitalId()).orElseThrow();
    List<Reason> reasons = List.of(Reason.CASH_NOT_RETURNED, Reason.OUTCOME_UNKNOWN);
    OffsetDateTime moment = OffsetDateTime.parse("2026-11-02T03:04:05.678901Z");
    for (Reason reason : reasons) {
      Reactive.await(
          () ->
              database.tx(
                  tx ->
                      attention
                          .begin(tx, subject, java.util.Optional.empty(), reason, hospital)
                          .replaceWith(true)));
    }
    Reactive.await(
        () ->
            database.query(
                "update payment_attention set since = $2 where subject = $1",
                subject.toString(),
                moment));
    Supplier<RequestSpecification> operator = () -> given().auth().oauth2(TestStaff.operator());
    assertThat(
            walked(operator, "/v1/admin/payments/attention", 1, "subject").stream()
                .filter(subject.toString()::equals))
        .hasSize(2);
    for (Reason reason : reasons) {
      Reactive.await(
          () -> database.tx(tx -> attention.end(tx, subject, reason, hospital).replaceWith(true)));
    }
  }
}
