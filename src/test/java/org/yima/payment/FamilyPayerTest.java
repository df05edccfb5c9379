package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** A relative's insurance account bears a part of a bill: whose it is, is shown masked. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FamilyPayerTest {
  private static final long BEARS = 4_000;

  @Test
  void whoseAccountBearsTheFamilysPartIsShownMaskedAndRestsEncrypted() {
    TestPayer relative = new TestPayer(Map.of());
    TestPayer payer = new TestPayer(Map.of());
    TestPeople.control(
        "/control/families",
        Map.of(
            "payer",
            relative.signed.person().idNumber(),
            "members",
            List.of(payer.signed.person().idNumber()),
            "balance",
            BEARS));
    String name = relative.signed.person().name();
    String masked = name.charAt(0) + "*".repeat(name.length() - 1);

    JsonPath plan =
        payer.plan(payer.bill(true), true, false).then().statusCode(201).extract().jsonPath();
    assertThat(plan.getLong("mutualAidShare")).isEqualTo(BEARS);
    assertThat(plan.getString("mutualAidPayer")).isEqualTo(masked);
    Id id = Id.parse(plan.getString("id")).orElseThrow();
    assertThat(
            TestDatabase.texts(
                "select document::text from plan where bucket = ? and id = ?",
                id.bucket(),
                id.uuid()))
        .singleElement()
        .satisfies(document -> assertThat(document).doesNotContain(masked));

    String payment = payer.start(plan.getString("id"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    payer
        .app()
        .get("/v1/app/payments/" + payment + "/receipt")
        .then()
        .statusCode(200)
        .body("mutualAidShare", equalTo((int) BEARS))
        .body("mutualAidPayer", equalTo(masked));
  }

  @Test
  void whereNoFamilyBearsAnythingNobodyIsNamed() {
    TestPayer payer = new TestPayer(Map.of());
    payer
        .plan(payer.bill(true), true, false)
        .then()
        .statusCode(201)
        .body("mutualAidShare", equalTo(0))
        .body("$", not(hasKey("mutualAidPayer")));
  }
}
