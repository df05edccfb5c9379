package org.yima.card.code;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.CardConfig;
import org.yima.healthcard.code.Bytes;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.PublishedKey;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.RevocationReader;
import org.yima.healthcard.code.RevocationReading;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verification.Reason;
import org.yima.healthcard.code.Verifier;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;
import org.yima.platform.Undelivered;

/** A terminal without network: the published keys, the pack, the library and a clock. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OfflinePackTest {
  /** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final Duration SOON = Duration.ofSeconds(60);

  private static String terminal;

  @Inject CodeKeys keys;
  @Inject Database database;
  @Inject CardConfig config;
  @Inject Clock clock;
  @Inject Undelivered undelivered;

  @BeforeEach
  void hospital() {
    if (terminal == null) {
      String hospital = TestClient.institution("HOSPITAL", "offline", Map.of("domain", "offline"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
    }
  }

  private static String card(Signed resident) {
    return given()
        .auth()
        .oauth2(resident.token())
        .post("/v1/app/residents/" + resident.residentId() + "/card")
        .path("id");
  }

  private static Response post(Signed resident, String path, Map<String, Object> body) {
    return given()
        .auth()
        .oauth2(resident.token())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path);
  }

  private static String printed(Signed resident, String card) {
    return post(resident, "/v1/app/cards/" + card + "/codes", Map.of("kind", "STATIC"))
        .path("text");
  }

  @CanIgnoreReturnValue
  private static Response act(Signed resident, String card, String action) {
    Response answer = post(resident, "/v1/app/cards/" + card + "/" + action, Map.of());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private static JsonPath pack(String have) {
    Response answer = given().auth().oauth2(terminal).get("/v1/terminal/offline-pack" + have);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.jsonPath();
  }

  private static KeySet published() {
    List<Map<String, Object>> keys =
        given().get("/.well-known/health-card-keys.json").jsonPath().getList("keys");
    return KeySet.of(keys.stream().map(OfflinePackTest::key).toList());
  }

  private static PublishedKey key(Map<String, Object> key) {
    return new PublishedKey(
        (Integer) key.get("keyId"),
        Suite.valueOf((String) key.get("suite")),
        Bytes.of(Base64.getDecoder().decode((String) key.get("publicKey"))),
        Instant.parse((String) key.get("notBefore")),
        Instant.parse((String) key.get("notAfter")));
  }

  private static RevocationList read(JsonPath pack, RevocationList held) {
    byte[] wire = Base64.getDecoder().decode(pack.getString("list"));
    RevocationReading reading = new RevocationReader(published()).read(wire, held);
    assertThat(reading).isInstanceOf(RevocationReading.Current.class);
    return ((RevocationReading.Current) reading).list();
  }

  private static RevocationList whole() {
    return read(pack(""), RevocationList.empty());
  }

  private static Reason offline(RevocationList list, String text) {
    return new Verifier(published(), list, Clock.systemUTC(), Duration.ofSeconds(2))
        .verify(text)
        .reason();
  }

  @Test
  void aFrozenCardsPrintedAndFetchedCodesAreRefusedAndNobodyElses() {
    Signed resident = TestPeople.resident();
    Signed another = TestPeople.resident();
    String card = card(resident);
    String printed = printed(resident, card);
    String theirs = printed(another, card(another));
    String ahead =
        post(resident, "/v1/app/cards/" + card + "/code-sheaf", Map.of("minutes", 15))
            .path("items[0].text");
    assertThat(offline(whole(), printed)).isEqualTo(Reason.GENUINE);
    assertThat(offline(whole(), ahead)).isEqualTo(Reason.GENUINE);

    act(resident, card, "freeze");
    await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.REVOKED);

    RevocationList list = whole();
    assertThat(offline(list, ahead)).isEqualTo(Reason.REVOKED);
    assertThat(offline(list, theirs)).isEqualTo(Reason.GENUINE);
    act(resident, card, "unfreeze");
    await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.GENUINE);
    assertThat(offline(whole(), ahead)).isEqualTo(Reason.GENUINE);
  }

  /**
   * Of two servers before one database each keeps what it has read: what happened at the other is
   * in the next pack of either, whether it is told whole or as a difference to a state of the
   * other's.
   */
  @Test
  void whatOneServerIsToldIsInTheOthersNextPack() {
    OfflinePacks one = new OfflinePacks(keys, states(clock), config);
    OfflinePacks two = new OfflinePacks(keys, states(clock), config);
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = printed(resident, card);
    OfflinePacks.OfflinePack before = Reactive.await(() -> one.pack(Optional.empty()));
    OfflinePacks.OfflinePack theirs = Reactive.await(() -> two.pack(Optional.empty()));
    assertThat(theirs.number()).isGreaterThanOrEqualTo(before.number());
    assertThat(offline(read(before), printed)).isEqualTo(Reason.GENUINE);

    act(resident, card, "revoke");
    await()
        .atMost(SOON)
        .until(
            () ->
                TestDatabase.number(
                        "select count(*) from revoked_handle where card_id = ?",
                        Id.parse(card).orElseThrow().uuid())
                    == 1);

    OfflinePacks.OfflinePack told = Reactive.await(() -> two.pack(Optional.of(before.number())));
    assertThat(told.form()).isEqualTo(OfflinePacks.Form.DELTA);
    assertThat(offline(read(told, read(before)), printed)).isEqualTo(Reason.REVOKED);
    OfflinePacks.OfflinePack next = Reactive.await(() -> one.pack(Optional.empty()));
    assertThat(next.number()).isGreaterThanOrEqualTo(told.number());
    assertThat(offline(read(next), printed)).isEqualTo(Reason.REVOKED);
  }

  private RevocationStates states(Clock of) {
    return new RevocationStates(database, undelivered, of);
  }

  /**
   * While the list can't be told of a freeze, packs say that they are as old as that. How: the
   * handler waits for a lock on what it writes, and the pack is asked of a server ten minutes on.
   */
  @Test
  void aPackIsNoYoungerThanTheOldestChangeThatItDoesNotKnowOf() throws SQLException {
    Clock later = Clock.offset(clock, Duration.ofMinutes(10));
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = printed(resident, card);
    OfflinePacks.OfflinePack held;
    OfflinePacks.OfflinePack again;
    Instant frozen;
    try (Connection owner = SchemaOwner.connect();
        Statement lock = owner.createStatement()) {
      owner.setAutoCommit(false);
      lock.execute("lock table revoked_handle in share row exclusive mode");
      act(resident, card, "freeze");
      frozen = clock.instant();
      OfflinePacks server = new OfflinePacks(keys, states(later), config);
      held = Reactive.await(() -> server.pack(Optional.empty()));
      again = Reactive.await(() -> server.pack(Optional.empty()));
      owner.commit();
    }

    assertThat(offline(read(held), printed)).isEqualTo(Reason.GENUINE);
    assertThat(held.issuedAt()).isBeforeOrEqualTo(frozen);
    assertThat(held.expiresAt()).isBeforeOrEqualTo(frozen.plus(config.offlinePackLife()));
    assertThat(again.number()).as("no state is made for every call").isEqualTo(held.number());
    await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.REVOKED);
    await()
        .atMost(SOON)
        .until(
            () ->
                Reactive.await(() -> undelivered.oldest(RevocationFeed.NAME, RevocationFeed.TYPES))
                    .isEmpty());
    RevocationHistory.State dated =
        Reactive.await(() -> states(clock).current(1, Duration.ZERO)).newest();
    assertThat(dated.issuedAt()).isAfterOrEqualTo(frozen.truncatedTo(ChronoUnit.SECONDS));
  }

  private static RevocationList read(OfflinePacks.OfflinePack pack) {
    return read(pack, RevocationList.empty());
  }

  private static RevocationList read(OfflinePacks.OfflinePack pack, RevocationList held) {
    byte[] wire = Base64.getDecoder().decode(pack.list());
    return ((RevocationReading.Current) new RevocationReader(published()).read(wire, held)).list();
  }

  /** Lost and given up as well as frozen: the list does not know why. */
  @Test
  void aLostAndAGivenUpCardsPrintsAreRefused() {
    for (String action : List.of("report-lost", "revoke")) {
      Signed resident = TestPeople.resident();
      String card = card(resident);
      String printed = printed(resident, card);
      act(resident, card, action);
      await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.REVOKED);
    }
  }

  @Test
  void aDifferenceLeadsToTheSameListAsAllOfIt() {
    Signed resident = TestPeople.resident();
    Signed another = TestPeople.resident();
    String card = card(resident);
    String printed = printed(resident, card);
    String other = card(another);
    String theirs = printed(another, other);
    act(resident, card, "freeze");
    await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.REVOKED);
    JsonPath first = pack("");
    RevocationList held = read(first, RevocationList.empty());

    act(resident, card, "unfreeze");
    act(another, other, "report-lost");
    await()
        .atMost(SOON)
        .until(
            () ->
                offline(whole(), printed) == Reason.GENUINE
                    && offline(whole(), theirs) == Reason.REVOKED);
    JsonPath delta = pack("?have=" + first.getLong("number"));
    RevocationList moved = read(delta, held);
    JsonPath all = pack("");

    assertThat(first.getString("form")).isEqualTo("WHOLE");
    assertThat(delta.getString("form")).isEqualTo("DELTA");
    assertThat(offline(moved, printed)).isEqualTo(Reason.GENUINE);
    assertThat(offline(moved, theirs)).isEqualTo(Reason.REVOKED);
    assertThat(all.getLong("number")).isEqualTo(delta.getLong("number"));
    assertThat(moved.statement()).isEqualTo(read(all, RevocationList.empty()).statement());
    JsonPath same = pack("?have=" + all.getLong("number"));
    assertThat(same.getString("form")).isEqualTo("SAME");
    assertThat(same.getString("list")).isNull();
    assertThat(pack("?have=999999999").getString("form")).isEqualTo("WHOLE");
  }

  /** Whoever has a list that a leaked key signed must learn of it like everybody else. */
  @Test
  void aListOfAKeyThatWasTakenOutIsReplacedWhole() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String printed = printed(resident, card);
    long held = pack("").getLong("number");
    assertThat(
            TestDatabase.update("update revocation_state set key_id = 99 where number = ?", held))
        .isEqualTo(1);
    act(resident, card, "freeze");
    await().atMost(SOON).until(() -> offline(whole(), printed) == Reason.REVOKED);

    JsonPath all = pack("?have=" + held);

    assertThat(all.getString("form")).isEqualTo("WHOLE");
    assertThat(offline(read(all, RevocationList.empty()), printed)).isEqualTo(Reason.REVOKED);
  }

  @Test
  void aPackGrowsStaleWhenItSays() {
    JsonPath pack = pack("");
    RevocationList list = read(pack, RevocationList.empty());
    Instant end = Instant.parse(pack.getString("expiresAt"));

    assertThat(list.isStale(end.minusSeconds(1))).isFalse();
    assertThat(list.isStale(end)).isTrue();
  }

  /** Checked with the platform's own Ed25519. */
  @Test
  void theKeysOfThePackAreSigned() throws GeneralSecurityException {
    JsonPath pack = pack("");

    assertThat(verifies(pack, pack.getList("keys", Map.class))).isTrue();
    assertThat(verifies(pack, List.of())).isFalse();
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  /** The text as FORMAT.md gives it, written once more. */
  @SuppressWarnings("rawtypes")
  private static boolean verifies(JsonPath pack, List<Map> keys) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(pack.getString("keys[0].publicKey"));
    byte[] encoded = ByteBuffer.allocate(SPKI.length + key.length).put(SPKI).put(key).array();
    PublicKey published =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(published);
    StringBuilder text = new StringBuilder("yima-offline-pack/2\n");
    text.append(pack.getLong("number")).append('\n');
    text.append(seconds(pack.getString("issuedAt"))).append('\n');
    text.append(seconds(pack.getString("expiresAt"))).append('\n');
    for (Map<?, ?> each : keys) {
      text.append(
          "%s %s %s ".formatted(each.get("keyId"), each.get("suite"), each.get("publicKey")));
      text.append(seconds((String) each.get("notBefore"))).append(' ');
      text.append(seconds((String) each.get("notAfter"))).append('\n');
    }
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(pack.getString("signature")));
  }
}
