package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;

/** Records of a time when the index knew documents alone. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class RekeyingTest {
  @Inject PersonIndex index;
  @Inject Rekeying job;
  @Inject Database database;

  private Id put(String domain, String name) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1944, 10, 3)),
            Optional.of(Sex.FEMALE),
            Optional.of("15411150001"),
            Optional.empty());
    return await(database.tx(tx -> index.put(tx, record)));
  }

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  /** As if it had been put before there were blocks of keys. */
  private static void forget(Id record) throws SQLException {
    try (Connection owner = SchemaOwner.connect()) {
      for (String sql :
          List.of(
              "update index_block set records = array_remove(records, ?)",
              "update index_record set blocks = null, certain_id = null where id = ?")) {
        try (PreparedStatement statement = owner.prepareStatement(sql)) {
          statement.setObject(1, record.uuid());
          assertThat(statement.executeUpdate()).isPositive();
        }
      }
    }
  }

  @Test
  void theyAreFoundAndLinkedOnceTheJobHasBeenToThem() throws SQLException {
    Id old = put("rekey-a", "太叔望月");
    forget(old);
    Id other = put("rekey-b", "太叔望月");
    assertThat(await(index.linked(other))).hasSize(1);
    assertThat(await(job.run().replaceWith(true))).isTrue();
    assertThat(await(index.linked(other)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(old, other);
    assertThat(await(index.samePerson(other))).hasSize(1);
    assertThat(await(job.run().replaceWith(true))).isTrue();
    assertThat(await(index.linked(other))).hasSize(2);
  }
}
