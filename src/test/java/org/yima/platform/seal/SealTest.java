package org.yima.platform.seal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.yima.platform.SealFault.ANCHOR_DIFFERS;
import static org.yima.platform.SealFault.CHAIN_BROKEN;
import static org.yima.platform.SealFault.HEAD_DIFFERS;
import static org.yima.platform.SealFault.ROW_CHANGED;
import static org.yima.platform.SealFault.ROW_MISSING;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestStaff;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/**
 * The audit log's chains. How: each test seals five entries in a bucket of its own, which it finds
 * unused, and harms them as the schema's owner, who is not held by any right.
 */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class SealTest {
  @Inject Database database;
  @Inject Ids ids;
  @Inject Sealer sealer;
  @Inject SealCheck check;
  @Inject AnchorCheck anchors;
  @Inject MeterRegistry meters;

  private int bucket;

  @BeforeEach
  void sealFiveEntries() {
    bucket =
        (int)
            TestDatabase.number(
                """
                select min(b) from generate_series(0, 4095) b
                where not exists (select 1 from audit_entry where bucket = b)
                """);
    // The day is anchored before, so that no anchor holds these but where a test drops one.
    Reactive.await(sealer::run);
    IntStream.range(0, 5).forEach(i -> audit());
    Reactive.await(sealer::run);
  }

  private void audit() {
    Id subject = ids.within(IdType.BILL, bucket);
    Reactive.await(
        () ->
            database.tx(
                tx ->
                    tx.audit(
                        AuditEntry.of(Caller.ANYONE, "seal-test.done", subject).with("n", 1))));
  }

  /** What whole rounds that begin now find in this test's bucket. */
  private List<String> findings() {
    TestDatabase.update("delete from seal_finding where bucket = ?", bucket);
    rounds();
    return TestDatabase.texts(
        "select position || ' ' || fault from seal_finding where bucket = ? order by 1", bucket);
  }

  /** Makes this bucket due and runs the job until nothing is. */
  private void rounds() {
    TestDatabase.update(
        "update seal_check set due_at = case when bucket = ? then now() - interval '1 day'"
            + " else 'infinity' end",
        bucket);
    do {
      Reactive.await(check::run);
    } while (TestDatabase.number(
            """
            select count(*) from seal_head h left join seal_check c using (bucket, chain)
            where c.bucket is null or c.due_at < 'infinity' and c.position > 0
            """)
        > 0);
  }

  private void harm(String sql, Object... parameters) {
    assertThat(TestDatabase.update(sql, parameters)).isEqualTo(1);
  }

  @Test
  void whatIsAsItWasProvesItself() {
    assertThat(findings()).isEmpty();
    audit();
    Reactive.await(sealer::run);
    Reactive.await(sealer::run);
    assertThat(findings()).isEmpty();
    assertThat(
            TestDatabase.number(
                "select count(*) from seal where bucket = ? and chain = 'audit'", bucket))
        .isEqualTo(6);
    assertThat(TestDatabase.number("select count(*) from seal_queue where bucket = ?", bucket))
        .isZero();
  }

  @Test
  void aChangedRowShows() {
    for (String column : List.of("actor", "action", "subject", "institution")) {
      String was = value(column);
      set(column, "changed");
      assertThat(findings()).as(column).containsExactly("3 " + ROW_CHANGED);
      set(column, was);
      assertThat(findings()).as(column).isEmpty();
    }
    harm("update audit_entry set at = at + interval '1 microsecond'" + THIRD, bucket, bucket);
    assertThat(findings()).containsExactly("3 " + ROW_CHANGED);
    harm("update audit_entry set at = at - interval '1 microsecond'" + THIRD, bucket, bucket);
    harm("update audit_entry set detail = '{\"n\": 2}'" + THIRD, bucket, bucket);
    assertThat(findings()).containsExactly("3 " + ROW_CHANGED);
  }

  private static final String THIRD =
      """
       where bucket = ? and id = (
        select row_id from seal where bucket = ? and chain = 'audit' and position = 3)
      """;

  private String value(String column) {
    return TestDatabase.text("select " + column + " from audit_entry" + THIRD, bucket, bucket);
  }

  private void set(String column, String value) {
    harm("update audit_entry set " + column + " = ?" + THIRD, value, bucket, bucket);
  }

  @Test
  void aRemovedRowShows() {
    harm("delete from audit_entry" + THIRD, bucket, bucket);
    assertThat(findings()).containsExactly("3 " + ROW_MISSING);
  }

  @Test
  void aRemovedSealShows() {
    harm("delete from seal where bucket = ? and chain = 'audit' and position = 3", bucket);
    assertThat(findings()).containsExactly("4 " + CHAIN_BROKEN);
  }

  @Test
  void theRemovedEndOfAChainShows() {
    harm("delete from seal where bucket = ? and chain = 'audit' and position = 5", bucket);
    assertThat(findings()).containsExactly("4 " + HEAD_DIFFERS);
  }

  /** Whoever changes a row and its seal too would have to change everything after it. */
  @Test
  void aForgedSealShowsAtTheNextOne() {
    harm("update audit_entry set action = 'forged'" + THIRD, bucket, bucket);
    harm(
        """
        update seal s set
          row_hash = sha256(convert_to(forged.canonical, 'UTF8')),
          chain_hash = sha256(
            (select chain_hash from seal where bucket = s.bucket and chain = 'audit' and position = 2)
            || sha256(convert_to(forged.canonical, 'UTF8')))
        from (select id, concat_ws(chr(31), id, extract(epoch from at), actor, action, subject,
                       institution, detail) as canonical from audit_entry) forged
        where s.bucket = ? and s.chain = 'audit' and s.position = 3 and forged.id = s.row_id
        """,
        bucket);
    assertThat(findings()).containsExactly("4 " + CHAIN_BROKEN);
  }

  /** Whoever also changes everything after it is shown by what was seen before. */
  @Test
  void aChainThatWasRewrittenWholeShowsAgainstWhatWasProven() {
    assertThat(findings()).isEmpty();
    harm("update audit_entry set action = 'forged'" + FIFTH, bucket, bucket);
    harm(
        """
        update seal s set
          row_hash = sha256(convert_to(forged.canonical, 'UTF8')),
          chain_hash = sha256(
            (select chain_hash from seal where bucket = s.bucket and chain = 'audit' and position = 4)
            || sha256(convert_to(forged.canonical, 'UTF8')))
        from (select id, concat_ws(chr(31), id, extract(epoch from at), actor, action, subject,
                       institution, detail) as canonical from audit_entry) forged
        where s.bucket = ? and s.chain = 'audit' and s.position = 5 and forged.id = s.row_id
        """,
        bucket);
    harm(
        """
        update seal_head h set hash = s.chain_hash from seal s
        where h.bucket = ? and h.chain = 'audit' and s.bucket = h.bucket and s.chain = h.chain
          and s.position = 5
        """,
        bucket);
    assertThat(findings()).containsExactly("5 " + CHAIN_BROKEN);
  }

  /** Makes the seals from here to the end, and the head, fit the rows as they are now. */
  private void resealedFrom(int position) {
    for (int at = position; at <= 5; at++) {
      harm(
          """
          update seal s set
            row_hash = sha256(convert_to(forged.canonical, 'UTF8')),
            chain_hash = sha256(
              (select chain_hash from seal
               where bucket = s.bucket and chain = 'audit' and position = s.position - 1)
              || sha256(convert_to(forged.canonical, 'UTF8')))
          from (select id, concat_ws(chr(31), id, extract(epoch from at), actor, action, subject,
                         institution, detail) as canonical from audit_entry) forged
          where s.bucket = ? and s.chain = 'audit' and s.position = ? and forged.id = s.row_id
          """,
          bucket,
          at);
    }
    harm(
        """
        update seal_head h set hash = s.chain_hash from seal s
        where h.bucket = ? and h.chain = 'audit' and s.bucket = h.bucket and s.chain = h.chain
          and s.position = 5
        """,
        bucket);
  }

  /** An anchor of the five entries: today's is dropped anew. */
  private void anchored() {
    TestDatabase.update("delete from seal_anchor_head");
    TestDatabase.update("delete from seal_anchor");
    TestDatabase.update("delete from seal_check where chain = 'anchors'");
    TestDatabase.update("delete from seal_finding where chain = 'anchors'");
    Reactive.await(sealer::run);
    assertThat(findings()).isEmpty();
    assertThat(anchorFindings()).isEmpty();
  }

  /** What a whole round over the anchors finds that begins now. */
  private List<String> anchorFindings() {
    TestDatabase.update("delete from seal_finding where chain = 'anchors'");
    TestDatabase.update("update seal_check set due_at = now() - interval '1 day'" + ANCHORS);
    do {
      Reactive.await(anchors::run);
    } while (TestDatabase.number("select count(*) from seal_check" + ANCHORS + " and position > 0")
        > 0);
    return TestDatabase.texts("select fault from seal_finding" + ANCHORS + " order by position");
  }

  private static final String ANCHORS = " where chain = 'anchors'";

  /** Nothing contradicts itself any more, not even what was proven: the anchor does. */
  @Test
  void aHistoryThatWasRewrittenFromTheMiddleShowsAgainstItsAnchor() {
    anchored();
    harm("update audit_entry set action = 'forged'" + THIRD, bucket, bucket);
    resealedFrom(3);
    harm("delete from seal_check where bucket = ? and chain = 'audit'", bucket);
    assertThat(findings()).containsExactly("5 " + ANCHOR_DIFFERS);
    assertThat(anchorFindings()).isEmpty();
  }

  /** Whoever rewrites what was kept of the anchor too is shown by the anchor's own hash. */
  @Test
  void aRewrittenAnchorShowsAgainstItsHash() {
    anchored();
    harm("update audit_entry set action = 'forged'" + THIRD, bucket, bucket);
    resealedFrom(3);
    harm("delete from seal_check where bucket = ? and chain = 'audit'", bucket);
    harm(
        """
        update seal_anchor_head a set hash = h.hash from seal_head h
        where a.bucket = ? and a.chain = 'audit' and h.bucket = a.bucket and h.chain = a.chain
        """,
        bucket);
    assertThat(findings()).isEmpty();
    assertThat(anchorFindings()).containsExactly(ANCHOR_DIFFERS.name());
  }

  /** And whoever rewrites an anchor whole, by those after it. */
  @Test
  void aRewrittenDayShowsAtTheNextOne() {
    anchored();
    TestDatabase.update(
        """
        insert into seal_anchor (day, heads, hash, anchored_at, kept)
        select day + 1, heads, sha256(hash || (
          select string_agg(convert_to(bucket || '/' || chain || '/' || position, 'UTF8') || hash,
                            ''::bytea order by bucket, chain) from seal_anchor_head)), now(), true
        from seal_anchor
        """);
    assertThat(anchorFindings()).isEmpty();
    harm("delete from seal_anchor_head where bucket = ? and chain = 'audit'", bucket);
    harm(
        """
        update seal_anchor set hash = sha256((
          select string_agg(convert_to(bucket || '/' || chain || '/' || position, 'UTF8') || hash,
                            ''::bytea order by bucket, chain) from seal_anchor_head))
        where day = (select min(day) from seal_anchor)
        """);
    TestDatabase.update("update seal_check set proven_position = 0" + ANCHORS);
    assertThat(anchorFindings()).containsExactly(ANCHOR_DIFFERS.name());
    TestDatabase.update("delete from seal_anchor_head");
    TestDatabase.update("delete from seal_anchor");
  }

  @Test
  void aChainWoundBackBeforeItsAnchorShows() {
    anchored();
    harm("delete from audit_entry" + FIFTH, bucket, bucket);
    harm("delete from seal where bucket = ? and chain = 'audit' and position = 5", bucket);
    harm(
        """
        update seal_head h set position = 4, hash = s.chain_hash from seal s
        where h.bucket = ? and h.chain = 'audit' and s.bucket = h.bucket and s.chain = h.chain
          and s.position = 4
        """,
        bucket);
    harm("delete from seal_check where bucket = ? and chain = 'audit'", bucket);
    assertThat(findings()).containsExactly("4 " + ANCHOR_DIFFERS);
  }

  private static final String FIFTH = THIRD.replace("position = 3", "position = 5");

  @Test
  void aChainThatWasWoundBackShowsAgainstWhatWasProven() {
    assertThat(findings()).isEmpty();
    harm("delete from audit_entry" + FIFTH, bucket, bucket);
    harm("delete from seal where bucket = ? and chain = 'audit' and position = 5", bucket);
    harm(
        """
        update seal_head h set position = 4, hash = s.chain_hash from seal s
        where h.bucket = ? and h.chain = 'audit' and s.bucket = h.bucket and s.chain = h.chain
          and s.position = 4
        """,
        bucket);
    assertThat(findings()).containsExactly("4 " + HEAD_DIFFERS);
  }

  @Test
  void aChainThatIsGoneShows() {
    assertThat(findings()).isEmpty();
    harm("delete from seal_head where bucket = ? and chain = 'audit'", bucket);
    assertThat(TestDatabase.update("delete from seal where bucket = ?", bucket)).isEqualTo(5);
    assertThat(findings()).containsExactly("0 " + HEAD_DIFFERS);
  }

  @Test
  void aRunGoesABoundedWayAndTheNextGoesOnThere() {
    assertThat(findings()).isEmpty();
    assertThat(
            TestDatabase.update(
                """
                insert into audit_entry (bucket, id, at, actor, action, subject, institution, detail)
                select bucket, uuidv7(), at, actor, action, subject, institution, detail
                from audit_entry, generate_series(1, ?) where bucket = ?
                """,
                SealCheck.PAGE / 5,
                bucket))
        .isEqualTo(SealCheck.PAGE);
    Reactive.await(sealer::run);
    TestDatabase.update(
        "update seal_check set due_at = case when bucket = ? then now() else 'infinity' end",
        bucket);
    Reactive.await(check::run);
    assertThat(place()).isEqualTo(SealCheck.PAGE + " unfinished");
    Reactive.await(check::run);
    assertThat(place()).isEqualTo("0 finished");
    assertThat(
            TestDatabase.number("select proven_position from seal_check where bucket = ?", bucket))
        .isEqualTo(SealCheck.PAGE + 5);
  }

  private String place() {
    return TestDatabase.text(
        """
        select position || case when position = 0 then ' finished' else ' unfinished' end
        from seal_check where bucket = ? and chain = 'audit'
        """,
        bucket);
  }

  /** The operator reads it, the metric counts it, the health group goes down; a repair ends it. */
  @Test
  void aBrokenChainIsToldUntilItIsMended() {
    assertThat(findings()).isEmpty();
    String was = value("action");
    set("action", "forged");
    TestDatabase.update("delete from seal_finding");
    double counted = counted();
    rounds();
    rounds();
    assertThat(counted()).isEqualTo(counted + 2);
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/seals")
        .then()
        .statusCode(200)
        .body("items.find { it.chain == 'audit' }.broken", equalTo(1))
        .body("items.find { it.chain == 'audit' }.findings.bucket", contains(bucket))
        .body("items.find { it.chain == 'audit' }.findings.position", contains(3))
        .body("items.find { it.chain == 'audit' }.findings.fault", contains("ROW_CHANGED"));
    given()
        .get("/q/health/group/integrity")
        .then()
        .statusCode(503)
        .body("status", equalTo("DOWN"))
        .body("checks.data.audit", contains(1));
    given().get("/q/health/ready").then().statusCode(200);

    set("action", was);
    rounds();
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/seals")
        .then()
        .body("items.find { it.chain == 'audit' }.broken", equalTo(0))
        .body("items.find { it.chain == 'audit' }.findings", empty());
    given().get("/q/health/group/integrity").then().statusCode(200);
  }

  private double counted() {
    return meters.counter("yima.seal.faults", "chain", "audit", "fault", "ROW_CHANGED").count();
  }

  @Test
  void sealersThatOverlapSealEachRowOnce() {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      audit();
      running.add(Reactive.start(sealer::run));
      running.add(Reactive.start(sealer::run));
    }
    running.forEach(Reactive::await);
    Reactive.await(sealer::run);
    assertThat(findings()).isEmpty();
    assertThat(
            TestDatabase.number(
                "select max(position) from seal where bucket = ? and chain = 'audit'", bucket))
        .isEqualTo(15);
  }

  /** What one transaction sealed has one version of its rows. */
  @Test
  void manyChainsAreSealedByOneTransaction() {
    int mine = bucket;
    List<Integer> buckets = List.of(mine, (mine + 1) % 4096, (mine + 2) % 4096);
    // What others left in the queue would be sealed before.
    Reactive.await(sealer::run);
    for (int i = 0; i < 2; i++) {
      for (int one : buckets) {
        bucket = one;
        audit();
      }
    }
    Reactive.await(sealer::run);
    assertThat(
            TestDatabase.number(
                """
                select count(distinct xmin::text) from (
                  select xmin, row_number() over (partition by bucket order by position desc) as last
                  from seal where bucket in (?, ?, ?) and chain = 'audit') s
                where last <= 2
                """,
                buckets.toArray()))
        .isEqualTo(1);
    for (int one : buckets) {
      bucket = one;
      assertThat(findings()).isEmpty();
    }
    bucket = mine;
    assertThat(
            TestDatabase.number(
                "select position from seal_head where bucket = ? and chain = 'audit'", mine))
        .isEqualTo(7);
  }

  /** As after a newer server, whose chain this one does not know. */
  @Test
  void aChainThatFailsHoldsUpNoOther() {
    TestDatabase.update(
        """
        insert into seal_queue (bucket, chain, row_id)
        select b, 'of-a-newer-server', gen_random_uuid() from generate_series(0, 4000, 500) b
        """);
    audit();
    assertThatThrownBy(() -> Reactive.await(sealer::run)).isNotNull();
    TestDatabase.update("delete from seal_queue where chain = 'of-a-newer-server'");
    assertThat(
            TestDatabase.number(
                "select max(position) from seal where bucket = ? and chain = 'audit'", bucket))
        .isEqualTo(6);
    assertThat(findings()).isEmpty();
  }

  @Test
  void theDayHasItsAnchor() {
    assertThat(
            TestDatabase.number(
                "select octet_length(hash) from seal_anchor order by day desc limit 1"))
        .isEqualTo(32);
  }
}
