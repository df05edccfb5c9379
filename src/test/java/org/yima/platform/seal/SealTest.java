package org.yima.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.platform.seal.SealCheck.Fault.CHAIN_BROKEN;
import static org.yima.platform.seal.SealCheck.Fault.HEAD_DIFFERS;
import static org.yima.platform.seal.SealCheck.Fault.ROW_CHANGED;
import static org.yima.platform.seal.SealCheck.Fault.ROW_MISSING;

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

  private List<String> findings() {
    return Reactive.await(() -> check.check("audit")).stream()
        .filter(finding -> finding.bucket() == bucket)
        .map(finding -> finding.position() + " " + finding.fault())
        .toList();
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
