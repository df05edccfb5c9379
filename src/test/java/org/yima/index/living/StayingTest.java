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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.healthcard.identity.Sex;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;

/** What a new version of a record leaves as it is, and whom its put makes wait. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class StayingTest {
  @Inject PersonIndex index;
  @Inject Database database;

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static SourceRecord record(String domain, String number, String name, String phone) {
    return new SourceRecord(
        domain,
        number,
        name,
        Optional.empty(),
        false,
        Optional.of(LocalDate.of(1941, 2, 27)),
        Optional.of(Sex.MALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.of("临江市望湖区听涛路19号3栋2单元501室"));
  }

  private Id put(SourceRecord record) {
    return await(database.tx(tx -> index.put(tx, record)));
  }

  private List<Id> with(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  /** Lets every block that a record stands in be full, as if many others had come. */
  private static void fill(Id record) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                """
                update index_block k set is_full = true from index_record r
                where r.id = ? and k.key = any(r.blocks)
                """)) {
      statement.setObject(1, record.uuid());
      assertThat(statement.executeUpdate()).isPositive();
    }
  }

  @Test
  void aNewPhonePartsNobodyOfWhomABlockIsFullByNow() throws SQLException {
    String number = UUID.randomUUID().toString();
    Id one = put(record("stays-a", number, "亓官踏莎", ""));
    Id other = put(record("stays-b", UUID.randomUUID().toString(), "亓官踏莎", ""));
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    fill(one);
    assertThat(put(record("stays-a", number, "亓官踏莎", "15411260001"))).isEqualTo(one);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(put(record("stays-a", number, "亓官浣溪", "15411260001"))).isEqualTo(one);
    assertThat(with(one)).as("now it is about somebody else").containsExactly(one);
  }

  /** Whoever holds the first of them is waited for before any other is held. */
  @Test
  void aBatchHoldsItsRecordsInTheOrderOfTheirHashes() throws Exception {
    List<SourceRecord> batch =
        IntStream.range(0, 24)
            .mapToObj(
                i -> record("ordered", UUID.randomUUID().toString(), "亓官问" + (char) ('一' + i), ""))
            .toList();
    List<Put> puts = await(database.tx(tx -> index.putAll(tx, batch)));
    UUID[] ids = puts.stream().map(p -> p.recordId().uuid()).toArray(UUID[]::new);
    try (Connection owner = SchemaOwner.connect()) {
      owner.setAutoCommit(false);
      int self = held(owner, ids, "asc", "");
      CompletableFuture<List<Put>> waiting =
          CompletableFuture.supplyAsync(() -> await(database.tx(tx -> index.putAll(tx, batch))));
      while (!isWaitedFor(owner, self)) {
        Thread.onSpinWait();
      }
      int last = held(owner, ids, "desc", " nowait");
      assertThat(last).isEqualTo(self);
      owner.rollback();
      assertThat(waiting.join()).hasSize(batch.size());
    }
  }

  /** Holds the first of some records; answers by whom. */
  private static int held(Connection owner, UUID[] ids, String order, String how)
      throws SQLException {
    try (PreparedStatement statement =
        owner.prepareStatement(
            "select pg_backend_pid() from index_record where id = any(?)"
                + " order by bucket %1$s, number_idx %1$s limit 1 for update".formatted(order)
                + how)) {
      statement.setArray(1, owner.createArrayOf("uuid", ids));
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getInt(1);
      }
    }
  }

  private static boolean isWaitedFor(Connection owner, int self) throws SQLException {
    try (PreparedStatement statement =
        owner.prepareStatement(
            "select 1 from pg_locks where not granted and ? = any(pg_blocking_pids(pid))")) {
      statement.setInt(1, self);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
