package org.yima.index.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.index.ReviewDesk.ONE;
import static org.yima.index.ReviewDesk.decide;
import static org.yima.index.ReviewDesk.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.healthcard.identity.Sex;
import org.yima.index.ReviewDesk;
import org.yima.index.SourceRecord;
import org.yima.platform.Feeds;
import org.yima.platform.Id;

/** Every hospital hears of its own persons, also of those that move only by way of others. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WatchTest {
  private static String hospital;
  private static String other;

  @Inject ReviewDesk desk;
  @Inject Feeds feeds;

  @BeforeEach
  void hospitals() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", "watch-h", Map.of("domain", "watch-a"));
      other = TestClient.institution("HOSPITAL", "watch-o", Map.of("domain", "watch-b"));
    }
  }

  private Id put(String domain, String name, String phone) {
    return desk.put(
        new SourceRecord(
            domain,
            unique(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1944, 8, 17)),
            Optional.of(Sex.FEMALE),
            Optional.of(phone),
            Optional.empty()));
  }

  /** One that passes with two, of which people have said that they are two people's. */
  private record Between(Id between, Id stays, Id goes) {}

  private Between between(String name, String phone) {
    Id stays = put("watch-b", name, phone);
    Id goes = put("watch-b", name, phone);
    decide(ONE, desk.ask(stays, goes), "DIFFERENT").statusCode(200);
    Id between = put("watch-a", name, phone);
    assertThat(desk.with(between)).as("it is neither's").containsExactly(between);
    return new Between(between, stays, goes);
  }

  @Test
  void whoJoinsWhenAnotherIsTakenBackIsTold() {
    Between three = between("淳于望月", "15411190001");
    desk.withdraw(three.goes());
    mustBeToldAsOne(three);
  }

  @Test
  void whoJoinsWhenPeopleTellAnotherApartIsTold() {
    Between three = between("淳于照水", "15411190002");
    decide(ONE, desk.ask(three.between(), three.goes()), "DIFFERENT").statusCode(200);
    mustBeToldAsOne(three);
  }

  private void mustBeToldAsOne(Between three) {
    assertThat(desk.with(three.between()))
        .containsExactlyInAnyOrder(three.between(), three.stays());
    Awaitility.await().until(() -> isTold(hospital, three.between()));
    Awaitility.await().until(() -> isTold(other, three.stays()));
  }

  private boolean isTold(String to, Id record) {
    return Reactive.await(() -> feeds.read("hospital/" + to + "/identities", "", 500))
        .items()
        .stream()
        .filter(entry -> entry.type().equals("identity.merged"))
        .anyMatch(
            entry ->
                entry
                    .payload()
                    .getJsonArray("records")
                    .getList()
                    .equals(List.of(record.toString())));
  }
}
