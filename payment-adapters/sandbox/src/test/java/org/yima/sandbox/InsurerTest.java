package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Port;
import org.yima.sandbox.driver.World;

/**
 * The insurer: a promise holds money, a claim uses it, a reversal gives it back, and the limit is
 * never passed.
 */
class InsurerTest {
  private static final String BASE = "/insurers/pingshan/v1";
  private static final String INSTITUTION = "institution:" + World.INSTITUTION;
  private static final String OWED = "owed:" + World.INSTITUTION;
  @TempDir Path folder;
  private World world;
  private Port port;
  private String policyRef;

  @BeforeEach
  void start() {
    world = new World(folder);
    port = new Port(world);
    policyRef =
        world
            .control(
                "policies",
                Map.of(
                    "insurerId", "pingshan",
                    "policyNumber", "P-1",
                    "idNumber", "44030019000101123X",
                    "name", "张三",
                    "kind", "DIRECT",
                    "ratio", 0.8,
                    "limit", 5_000))
            .required("policyRef")
            .textValue();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private JsonNode post(String path, Map<String, ?> body) {
    HttpResponse<byte[]> answer = port.post(BASE + path, body);
    assertThat(Port.signed(answer)).isTrue();
    return World.tree(answer.body());
  }

  private JsonNode quote(String id, long selfPay) {
    return post(
        "/quotes",
        Map.of(
            "quoteId", id,
            "policyRef", policyRef,
            "institution", Map.of("code", World.INSTITUTION, "name", "第一人民医院"),
            "bill",
                Map.of(
                    "id",
                    "bill_1",
                    "version",
                    1,
                    "total",
                    10_000,
                    "lines",
                    List.of(Map.of("lineNo", 1, "code", "C", "name", "药", "amount", 10_000))),
            "basic", Map.of("fundShare", 10_000 - selfPay, "accountShare", 0, "selfPay", selfPay)));
  }

  private JsonNode guarantee(String id, String quoteId, long amount) {
    return post("/guarantees", Map.of("guaranteeId", id, "quoteId", quoteId, "amount", amount));
  }

  private JsonNode claim(String id, String guaranteeId, long amount) {
    return post(
        "/claims",
        Map.of(
            "claimId", id,
            "guaranteeId", guaranteeId,
            "amount", amount,
            "settlement",
                Map.of("setlId", "S1", "fundShare", 6_000, "accountShare", 0, "selfPay", 4_000)));
  }

  @Test
  void onlyTheHolderIsEligible() {
    JsonNode yes =
        post(
            "/eligibility",
            Map.of(
                "requestId", "e1",
                "policyNumber", "P-1",
                "holder",
                    Map.of(
                        "name", "张三", "idType", "RESIDENT_ID", "idNumber", "44030019000101123x")));
    assertThat(yes.get("eligible").booleanValue()).isTrue();
    assertThat(yes.get("policyRef").textValue()).isEqualTo(policyRef);
    JsonNode no =
        post(
            "/eligibility",
            Map.of(
                "requestId", "e2",
                "policyNumber", "P-1",
                "holder",
                    Map.of(
                        "name", "李四", "idType", "RESIDENT_ID", "idNumber", "44030019000101123X")));
    assertThat(no.get("eligible").booleanValue()).isFalse();
    assertThat(no.has("policyRef")).isFalse();
  }

  @Test
  void aClaimUsesTheGuaranteeAndAReversalGivesItBack() {
    assertThat(quote("q1", 4_000).get("covered").longValue()).isEqualTo(3_200);
    assertThat(guarantee("g1", "q1", 3_200).get("status").textValue()).isEqualTo("GUARANTEED");
    assertThat(claim("c1", "g1", 3_200).get("status").textValue()).isEqualTo("ACCEPTED");
    assertThat(claim("c1", "g1", 3_200).get("status").textValue()).isEqualTo("ACCEPTED");
    assertThat(claim("c2", "g1", 3_200).get("status").textValue()).isEqualTo("DECLINED");
    assertThat(world.balance("insurer", OWED)).isEqualTo(3_200);
    assertThat(world.balance("insurer", INSTITUTION)).isZero();
    assertThat(quote("q2", 4_000).get("covered").longValue()).isEqualTo(1_800);

    Map<String, ?> half = Map.of("reversalId", "r1", "amount", 1_200, "reason", "退费");
    assertThat(post("/claims/c1/reversals", half).get("status").textValue()).isEqualTo("REVERSED");
    assertThat(post("/claims/c1/reversals", half).get("status").textValue()).isEqualTo("REVERSED");
    assertThat(
            post(
                    "/claims/c1/reversals",
                    Map.of("reversalId", "r2", "amount", 2_001, "reason", "退费"))
                .get("status")
                .textValue())
        .isEqualTo("DECLINED");
    JsonNode found = World.tree(port.get(BASE + "/claims/c1").body());
    assertThat(found.get("status").textValue()).isEqualTo("ACCEPTED");
    assertThat(found.get("reversed").longValue()).isEqualTo(1_200);
    assertThat(world.balance("insurer", OWED)).isEqualTo(2_000);
    assertThat(quote("q3", 4_000).get("covered").longValue()).isEqualTo(3_000);
    assertThat(world.control("insurers/pingshan/pay", Map.of()).get("paid").intValue())
        .isEqualTo(1);
    assertThat(world.balance("insurer", OWED)).isZero();
    assertThat(world.balance("insurer", INSTITUTION)).isEqualTo(2_000);
    Map<String, ?> rest = Map.of("reversalId", "r3", "amount", 2_000, "reason", "退费");
    assertThat(post("/claims/c1/reversals", rest).get("status").textValue()).isEqualTo("REVERSED");
    assertThat(world.balance("insurer", OWED)).isZero();
    assertThat(world.balance("insurer", INSTITUTION)).isZero();
    assertThat(world.books("insurer").get("sum").longValue()).isZero();
  }

  @Test
  void whatIsHeldIsNotPromisedAgainUntilReleased() {
    assertThat(quote("q1", 5_000).get("covered").longValue()).isEqualTo(4_000);
    assertThat(quote("q2", 5_000).get("covered").longValue()).isEqualTo(4_000);
    assertThat(guarantee("g1", "q1", 4_000).get("status").textValue()).isEqualTo("GUARANTEED");
    assertThat(guarantee("g2", "q2", 4_000).get("reason").textValue()).isEqualTo("limit.used");
    for (int i = 0; i < 2; i++) {
      assertThat(post("/guarantees/g1/release", Map.of("reason", "取消")).get("status").textValue())
          .isEqualTo("RELEASED");
    }
    assertThat(quote("q3", 5_000).get("covered").longValue()).isEqualTo(4_000);
    assertThat(claim("c1", "g1", 1_000).get("status").textValue()).isEqualTo("DECLINED");
    assertThat(world.balance("insurer", INSTITUTION)).isZero();
  }

  @Test
  void aClaimedGuaranteeIsNotReleasedAndOldQuotesAreNotGuaranteed() {
    quote("q1", 4_000).required("covered");
    guarantee("g1", "q1", 3_000).required("status");
    claim("c1", "g1", 3_000).required("status");
    HttpResponse<byte[]> release =
        port.post(BASE + "/guarantees/g1/release", Map.of("reason", "取消"));
    assertThat(release.statusCode()).isEqualTo(409);
    assertThat(World.tree(release.body()).get("code").textValue()).isEqualTo("guarantee.claimed");
    quote("q2", 1_000).required("covered");
    world.moveClock(Duration.ofMinutes(31));
    assertThat(guarantee("g2", "q2", 500).get("reason").textValue()).isEqualTo("quote.expired");
    assertThat(port.get(BASE + "/guarantees/g3").statusCode()).isEqualTo(404);
  }

  /** Nothing is decided by itself from here on, until the clock is moved. */
  private void later() {
    world.restartUnhurried();
    world
        .control(
            "policies",
            Map.of(
                "insurerId", "pingshan",
                "policyNumber", "P-1",
                "idNumber", "44030019000101123X",
                "name", "张三",
                "answers", "later",
                "ratio", 0.8,
                "limit", 5_000))
        .required("policyRef");
  }

  private String decided(String id) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      String status =
          World.tree(port.get(BASE + "/guarantees/" + id).body()).get("status").textValue();
      if (!status.equals("PENDING")) {
        return status;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(id + " is not decided");
  }

  private String code(String path, Map<String, ?> body, int status) {
    HttpResponse<byte[]> answer = port.post(BASE + path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    return World.tree(answer.body()).get("code").textValue();
  }

  @Test
  void whatIsStillBeingDecidedIsWithdrawnAndHoldsNothing() {
    later();
    quote("q1", 5_000).required("covered");
    JsonNode taken = guarantee("g1", "q1", 4_000);
    assertThat(taken.get("status").textValue()).isEqualTo("PENDING");
    assertThat(taken.get("correlationId").textValue()).startsWith("correlation-");
    assertThat(
            code(
                "/claims",
                Map.of(
                    "claimId",
                    "g1",
                    "guaranteeId",
                    "g1",
                    "amount",
                    1_000,
                    "settlement",
                    Map.of("setlId", "", "fundShare", 0, "accountShare", 0, "selfPay", 4_000)),
                409))
        .isEqualTo("guarantee.pending");
    assertThat(port.get(BASE + "/claims/g1").statusCode()).isEqualTo(404);
    for (int i = 0; i < 2; i++) {
      JsonNode released = post("/guarantees/g1/release", Map.of("reason", "取消"));
      assertThat(released.get("status").textValue()).isEqualTo("RELEASED");
      assertThat(released.get("correlationId")).isEqualTo(taken.get("correlationId"));
    }
    assertThat(guarantee("g1", "q1", 4_000).get("status").textValue()).isEqualTo("RELEASED");
    quote("q2", 5_000).required("covered");
    assertThat(guarantee("g2", "q2", 4_000).get("status").textValue()).isEqualTo("PENDING");
    world.moveClock(Duration.ofMinutes(1));
    // One more makes the jobs look at the time.
    quote("q3", 1_000).required("covered");
    assertThat(guarantee("g3", "q3", 1).get("status").textValue()).isEqualTo("PENDING");
    assertThat(decided("g2")).as("the first, due before it, holds nothing").isEqualTo("GUARANTEED");
    assertThat(World.tree(port.get(BASE + "/guarantees/g1").body()).get("status").textValue())
        .isEqualTo("RELEASED");
  }

  @Test
  void aClaimThatIsStillBeingDecidedIsNotReversedAndHasNoPaymentsYet() {
    quote("q1", 5_000).required("covered");
    guarantee("g1", "q1", 4_000).required("amount");
    later();
    assertThat(claim("c1", "g1", 4_000).get("status").textValue()).isEqualTo("PENDING");
    Map<String, ?> whole = Map.of("reversalId", "r1", "amount", 4_000, "reason", "退费");
    assertThat(code("/claims/c1/reversals", whole, 409)).isEqualTo("claim.pending");
    assertThat(World.tree(port.get(BASE + "/claims/c1/payments").body()).get("payments")).isEmpty();
    assertThat(port.get(BASE + "/claims/c2/payments").statusCode()).isEqualTo(404);
  }
}
