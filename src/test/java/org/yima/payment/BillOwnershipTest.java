package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestStaff;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/** A bill goes to whom it belongs, but never while the bureau has settled it for somebody else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BillOwnershipTest {
  @Inject Database database;
  @Inject Ids ids;
  @Inject @All List<Reassignable> rooms;

  private Reassignable bills() {
    return rooms.stream().filter(room -> room.tables().contains("bill")).findFirst().orElseThrow();
  }

  private Row row(String bill) {
    Id id = Id.parse(bill).orElseThrow();
    return Reactive.await(
            () ->
                database.query(
                    "select resident_id, record_id from bill where bucket = $1 and id = $2",
                    id.bucket(),
                    id.uuid()))
        .iterator()
        .next();
  }

  private UUID holder(String bill) {
    return row(bill).getUUID("resident_id");
  }

  private Reassignment step(TestPayer from, TestPayer to, String bill) {
    return new Reassignment(
        ids.founding(IdType.MERGE),
        new Id(IdType.RECORD, row(bill).getUUID("record_id")),
        Id.parse(from.signed.residentId()).orElseThrow(),
        Id.parse(to.signed.residentId()).orElseThrow(),
        "linked in error");
  }

  private void apply(Reassignment step) {
    Reactive.await(
        () ->
            database.tx(
                tx ->
                    bills()
                        .apply(tx, step)
                        .chain(() -> bills().apply(tx, step))
                        .replaceWith(true)));
  }

  private void undo(Reassignment step) {
    Reactive.await(
        () ->
            database.tx(
                tx ->
                    bills().undo(tx, step).chain(() -> bills().undo(tx, step)).replaceWith(true)));
  }

  private static String paidByInsurance(TestPayer payer, String bill) {
    String payment = payer.start(payer.plan(bill, true, false).path("id"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    return payment;
  }

  private static List<Map<String, Object>> listed(String payment) {
    return given()
        .auth()
        .oauth2(TestStaff.operator())
        .queryParam("limit", 200)
        .get("/v1/admin/payments/attention")
        .jsonPath()
        .param("id", payment)
        .getList("items.findAll { it.paymentId == id }");
  }

  @Test
  void aSettledBillStaysUntilItsSettlementIsReversed() {
    TestPayer from = new TestPayer(Map.of());
    TestPayer to = new TestPayer(Map.of());
    UUID before = Id.parse(from.signed.residentId()).orElseThrow().uuid();
    UUID after = Id.parse(to.signed.residentId()).orElseThrow().uuid();
    String open = from.bill(false);
    String settled = from.bill(true);
    String payment = paidByInsurance(from, settled);
    Reassignment step = step(from, to, settled);

    assertThat(Reactive.await(() -> bills().preview(step))).containsEntry("bill", 1L);
    apply(step);
    assertThat(holder(open)).isEqualTo(after);
    assertThat(holder(settled)).isEqualTo(before);
    assertThat(listed(payment))
        .singleElement()
        .satisfies(
            matter ->
                assertThat(matter)
                    .containsEntry("reason", "SETTLED_FOR_ANOTHER")
                    .containsEntry("owner", "HOSPITAL_INSURANCE"));

    undo(step);
    assertThat(holder(open)).isEqualTo(before);
    assertThat(listed(payment)).isEmpty();

    Reassignment again = step(from, to, settled);
    apply(again);
    assertThat(listed(payment)).hasSize(1);
    refundedWhole(settled);
    from.payment(payment, "REFUNDED");
    assertThat(holder(settled)).isEqualTo(after);
    assertThat(listed(payment)).isEmpty();

    undo(again);
    assertThat(holder(settled)).isEqualTo(before);
    assertThat(holder(open)).isEqualTo(before);
  }

  private static void refundedWhole(String bill) {
    Map<String, Object> lines =
        Map.of("lines", List.of(1, 2, 3).stream().map(n -> Map.of("lineNo", n)).toList());
    TestPayer.his()
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202);
  }
}
