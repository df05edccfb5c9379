package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.healthcard.identity.Sex;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.store.Doubts;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.ReevaluationRows.Reevaluation;
import org.yima.index.store.ReevaluationRows.Status;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;

/** What is stored follows the weights that come into use. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class ReevaluatingTest {
  private static final Thresholds STRICT = new Thresholds(90, 80, -8);

  @Inject PersonIndex index;
  @Inject Reevaluating job;
  @Inject ReevaluationRows rows;
  @Inject WeightsRows weights;
  @Inject Doubts doubts;
  @Inject Database database;

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static void done(Uni<Void> work) {
    assertThat(await(work.replaceWith(true))).isTrue();
  }

  private Id put(String domain, String name, String phone) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1943, 12, 1)),
            Optional.of(Sex.MALE),
            Optional.of(phone),
            Optional.empty());
    return await(database.tx(tx -> index.put(tx, record)));
  }

  private List<Id> with(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  /** Other thresholds come into use; answers the version's name. */
  private String inUse(Thresholds thresholds) {
    String version = "anew " + UUID.randomUUID();
    String text = City.weights().with(version, thresholds).text();
    Boolean fresh =
        await(
            database.tx(
                tx ->
                    weights
                        .propose(tx, version, text, "one", "a test")
                        .call(() -> weights.approve(tx, version, "another"))));
    assertThat(fresh).isTrue();
    return version;
  }

  private Reevaluation run(Reevaluating how, String version) {
    assertThat(await(how.run().replaceWith(true))).isTrue();
    return await(rows.find(database::query, version)).orElseThrow();
  }

  private Reevaluation done(String version) {
    Reevaluation reached = run(job, version);
    while (reached.status() == Status.RUNNING) {
      reached = run(job, version);
    }
    return reached;
  }

  @Test
  void whoOnlyAScoreLinkedPartsUnderStricterWeightsAndComesTogetherAgain() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-a", "濮阳问渠", "15411170001");
    Id other = put("anew-b", "濮阳问渠", "15411170001");
    Id said = put("anew-a", "濮阳听泉", "15411170002");
    Id same = put("anew-b", "濮阳听泉", "15411170002");
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    done(database.tx(tx -> doubts.remember(tx, said, same, Verdict.SAME)));

    String strict = inUse(STRICT);
    Reevaluation parted = done(strict);
    assertThat(parted.status()).isEqualTo(Status.DONE);
    assertThat(parted.unlinked()).isGreaterThanOrEqualTo(2);
    assertThat(parted.linked()).isZero();
    assertThat(with(one)).containsExactly(one);
    assertThat(with(said)).as("people said so").containsExactlyInAnyOrder(said, same);
    assertThat(await(rows.moved(database::query, strict, Optional.empty(), 1_000)))
        .extracting(ReevaluationRows.Moved::recordId)
        .containsAnyOf(one, other)
        .doesNotContain(said, same);

    Reevaluation again = done(inUse(City.weights().thresholds()));
    assertThat(again.linked()).isEqualTo(parted.unlinked());
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(with(said)).containsExactlyInAnyOrder(said, same);
  }

  @Test
  void itGoesOnBehindTheLastRecordAndAnotherVersionSupersedesIt() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-c", "濮阳望岳", "15411170003");
    Id other = put("anew-d", "濮阳望岳", "15411170003");
    Reevaluating slow = job.of(1, 1);
    String strict = inUse(STRICT);
    Reevaluation first = run(slow, strict);
    assertThat(first.status()).isEqualTo(Status.RUNNING);
    assertThat(first.records()).isEqualTo(1);
    Reevaluation second = run(slow, strict);
    assertThat(second.records()).isEqualTo(2);
    assertThat(second.last()).isNotEqualTo(first.last());

    String back = inUse(City.weights().thresholds());
    Reevaluation all = done(back);
    assertThat(await(rows.find(database::query, strict)).orElseThrow().status())
        .isEqualTo(Status.SUPERSEDED);
    assertThat(all.status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
  }

  /** What has only another name is not gone through; and to go through it all changes nothing. */
  @Test
  void theSameNumbersChangeNothing() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-e", "濮阳知秋", "15411170004");
    Id other = put("anew-f", "濮阳知秋", "15411170004");
    assertThat(put("anew-e", "濮阳知秋", "15411170005")).isNotNull();
    Reevaluation renamed = done(inUse(City.weights().thresholds()));
    assertThat(renamed.status()).isEqualTo(Status.DONE);
    assertThat(renamed.records()).isZero();

    done(database.tx(tx -> rows.begin(tx, renamed.version(), false)));
    long asked = asked();
    Reevaluation through = done(renamed.version());
    assertThat(through.records()).isPositive();
    assertThat(List.of(through.moved(), through.linked(), through.unlinked()))
        .containsExactly(0, 0, 0);
    assertThat(asked()).isEqualTo(asked);
    assertThat(with(one)).contains(one, other);
  }

  /** A pair that was found before all that the two have in common was on too many records. */
  @Test
  void whatWasFoundBeforeABlockWasFullIsWeighedToo() throws SQLException {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = addressed("anew-i");
    Id other = addressed("anew-j");
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    fill(one);
    String again = inUse(City.weights().thresholds());
    done(database.tx(tx -> rows.begin(tx, again, false)));
    Reevaluation through = done(again);
    assertThat(through.records()).isPositive();
    assertThat(List.of(through.moved(), through.unlinked())).containsExactly(0, 0);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(done(inUse(STRICT)).unlinked()).isPositive();
    assertThat(with(one)).as("by the new weights it is none").containsExactly(one);
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
  }

  private Id addressed(String domain) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            "濮阳扶苏",
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1937, 2, 11)),
            Optional.of(Sex.MALE),
            Optional.empty(),
            Optional.of("西城区扶苏胡同137号"));
    return await(database.tx(tx -> index.put(tx, record)));
  }

  /** As if more records than are looked at had come into the blocks of this one. */
  private static void fill(Id record) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "update index_block k set is_full = true from index_block_record b"
                    + " where b.record_id = ? and k.bucket = b.bucket and k.key = b.key")) {
      statement.setObject(1, record.uuid());
      assertThat(statement.executeUpdate()).isPositive();
    }
  }

  @Test
  void aRecordThatDoesNotReadHoldsUpNoOther() throws SQLException {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id broken = put("anew-g", "濮阳折桂", "15411170006");
    Id one = put("anew-g", "濮阳攀月", "15411170007");
    Id other = put("anew-h", "濮阳攀月", "15411170007");
    byte[] kept = exchange(broken, new byte[] {1, 2, 3});
    assertThat(done(inUse(STRICT)).status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactly(one);
    assertThat(exchange(broken, kept)).hasSize(3);
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
  }

  /** Puts other bytes where a record's content rests; answers those that were there. */
  private static byte[] exchange(Id record, byte[] content) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "update index_record n set content_enc = ? from index_record o"
                    + " where n.id = ? and o.id = n.id and o.bucket = n.bucket"
                    + " returning o.content_enc")) {
      statement.setBytes(1, content);
      statement.setObject(2, record.uuid());
      try (ResultSet before = statement.executeQuery()) {
        assertThat(before.next()).isTrue();
        return before.getBytes(1);
      }
    }
  }

  private long asked() {
    return await(
        database
            .query("select count(*) as n from index_match")
            .map(found -> found.iterator().next().getLong("n")));
  }
}
