package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.payment.posting.Ledger;
import org.yima.payment.refund.UnansweredRefunds;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** Refunds that wait for their resident hold nobody up for ever. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RefundWaitTest {
  @Inject Ledger ledger;
  @Inject Bills bills;
  @Inject UnansweredRefunds unanswered;
  @Inject Database database;

  /** A mixed bill that is paid. */
  private record Paid(TestPayer payer, String bill, String payment) {
    static Paid mixed() {
      TestPayer payer = new TestPayer(Map.of());
      String bill = payer.bill(true);
      String payment = payer.start(payer.plan(bill, true, true).path("id"));
      payer.approve(payment);
      payer.payment(payment, "PAID");
      return new Paid(payer, bill, payment);
    }

    ValidatableResponse refund(Integer... lineNos) {
      Map<String, Object> lines =
          Map.of("lines", List.of(lineNos).stream().map(no -> Map.of("lineNo", no)).toList());
      TestPayer.his().body(lines).post("/v1/hospital/bills/" + bill + "/release").then();
      return TestPayer.his()
          .header("Idempotency-Key", TestPayer.key())
          .body(lines)
          .post("/v1/hospital/bills/" + bill + "/refunds")
          .then();
    }

    String waits() {
      return refund(3)
          .statusCode(202)
          .body("status", equalTo("AWAITING_AUTHORISATION"))
          .extract()
          .path("id");
    }

    ValidatableResponse authorise(String refund) {
      return payer
          .app()
          .body(
              Map.of(
                  "insuranceAuthorisation",
                  Map.of("channel", "WECHAT", "authCode", payer.authorisation())))
          .post("/v1/app/refunds/" + refund + "/authorise")
          .then();
    }
  }

  private static ValidatableResponse at(String refund) {
    return TestPayer.his().get("/v1/hospital/refunds/" + refund).then().statusCode(200);
  }

  private static void done(String refund) {
    TestPayer.until(
        () -> TestPayer.his().get("/v1/hospital/refunds/" + refund).jsonPath(),
        json -> "DONE".equals(json.getString("status")));
  }

  private long standing(String bill) {
    Id id = Id.parse(bill).orElseThrow();
    return -Reactive.await(() -> ledger.balance(id.bucket(), Ledger.billAccount(id))).value();
  }

  @Test
  void oneOfTheWholePaymentTakesThePlaceOfOneThatWaits() {
    Paid paid = Paid.mixed();
    long atTheWallet = paid.payer().atTheWallet();
    String waiting = paid.waits();
    paid.refund(2).statusCode(409).body("code", equalTo("payment.in-progress"));
    String whole = paid.refund(1, 2, 3).statusCode(202).extract().path("id");
    at(waiting).body("status", equalTo("FAILED")).body("failure", equalTo("superseded"));
    paid.authorise(waiting).statusCode(409).body("code", equalTo("refund.state"));
    done(whole);
    paid.payer().payment(paid.payment(), "REFUNDED");
    assertThat(standing(paid.bill())).isZero();
    assertThat(paid.payer().atTheWallet()).isGreaterThan(atTheWallet);
    paid.refund(1).statusCode(422).body("code", equalTo("refund.exceeds"));
  }

  @Test
  void anotherRoomGivesAllBackThoughOneWaits() {
    Paid paid = Paid.mixed();
    String waiting = paid.waits();
    Reactive.await(
        () -> bills.refundWhole(Id.parse(paid.bill()).orElseThrow(), "test").replaceWith(true));
    at(waiting).body("status", equalTo("FAILED")).body("failure", equalTo("superseded"));
    paid.payer().payment(paid.payment(), "REFUNDED");
    assertThat(standing(paid.bill())).isZero();
    paid.refund(1).statusCode(422).body("code", equalTo("refund.exceeds"));
  }

  @Test
  void oneThatNobodyAnswersEndsAndAnotherMayBeAskedFor() {
    Paid paid = Paid.mixed();
    String waiting = paid.waits();
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Reactive.await(() -> unanswered.endSince(now.minusHours(1)).replaceWith(true));
    at(waiting).body("status", equalTo("AWAITING_AUTHORISATION"));
    Reactive.await(() -> unanswered.endSince(now.plusMinutes(1)).replaceWith(true));
    at(waiting).body("status", equalTo("FAILED")).body("failure", equalTo("not-answered"));
    paid.payer().payment(paid.payment(), "PAID");
    assertThat(paid.waits()).isNotEqualTo(waiting);
  }

  /** How: wallet and policy are unbound after the payment, and another wallet is bound. */
  @Test
  void whatPaidMayBeUnboundSince() {
    Paid paid = Paid.mixed();
    String waiting = paid.waits();
    String card = paid.payer().cardId();
    for (String gone : List.of(paid.payer().wechat, paid.payer().policy)) {
      paid.payer().app().delete("/v1/app/cards/" + card + "/instruments/" + gone).then();
    }
    paid.authorise(waiting).statusCode(422).body("code", equalTo("plan.wallet-needed"));
    assertThat(paid.payer().bindWechat()).isNotEqualTo(paid.payer().wechat);
    JsonPath plan = paid.authorise(waiting).statusCode(200).extract().jsonPath();
    assertThat(plan.getLong("plan.commercialShare")).isZero();
    assertThat(plan.getLong("plan.total")).isEqualTo(31_000);
  }

  /** How: a stored leg is spoiled, so that its payment can't be read, and the payment made due. */
  @Test
  void aPaymentThatCannotBeDrivenIsPutOff() {
    Paid paid = Paid.mixed();
    Id id = Id.parse(paid.payment()).orElseThrow();
    change("update leg set document = '{\"kind\":\"NONE\"}' where payment_id = $1", id);
    change(
        "update payment set due_at = now() - interval '1 day', lease_until = null where id = $1",
        id);
    TestPayer.until(
        () -> {
          long due =
              Reactive.await(
                      () ->
                          database.query(
                              "select (due_at > now())::int as n from payment where id = $1",
                              id.uuid()))
                  .iterator()
                  .next()
                  .getInteger("n");
          return new JsonPath("{\"due\":" + due + "}");
        },
        json -> json.getInt("due") == 1);
    change("update payment set due_at = null where id = $1", id);
  }

  private void change(String sql, Id payment) {
    int rows = Reactive.await(() -> database.query(sql, payment.uuid())).rowCount();
    assertThat(rows).isPositive();
  }
}
