package org.yima.resident.phone;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestResident;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** A takeover names a person, so it is not kept for longer than it is needed. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExpiredTakeoversTest {
  @Inject Database database;
  @Inject ExpiredTakeovers job;

  private static String opened(String token) {
    Person person = TestPeople.unknown();
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(Map.of("name", person.name(), "idType", "RESIDENT_ID", "idNumber", person.idNumber()))
        .post("/v1/app/takeovers")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void settle(String token, String takeover, int status) {
    given()
        .auth()
        .oauth2(token)
        .post("/v1/app/takeovers/" + takeover + "/settle")
        .then()
        .statusCode(status);
  }

  @Test
  void anOldOneIsForgottenAndAFreshOneIsNot() {
    String token = TestResident.signIn(TestPeople.unknown().phone());
    String old = opened(token);
    String fresh = opened(token);
    int aged =
        database
            .query(
                "update takeover set asked_at = asked_at - interval '3 days' where id = $1",
                Id.parse(old).orElseThrow().uuid())
            .await()
            .atMost(Duration.ofSeconds(60))
            .rowCount();
    assertThat(aged).isEqualTo(1);
    String ran = job.run().replaceWith("ran").await().atMost(Duration.ofSeconds(60));
    assertThat(ran).isEqualTo("ran");
    settle(token, old, 404);
    settle(token, fresh, 200);
  }
}
