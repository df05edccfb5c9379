package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures mean: ask again in a moment. */
class OutageTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "53300, true",
    "57P01, true",
    "57P03, true",
    "40001, true",
    "40P01, true",
    "23505, false",
    "42501, false",
    "57014, false",
    "22P02, false"
  })
  void theStateTells(String state, boolean away) {
    assertThat(Database.isAway(new PgException("", "ERROR", state, ""))).isEqualTo(away);
    assertThat(Database.isAway(new RuntimeException(new SQLException("", state)))).isEqualTo(away);
  }

  @Test
  void soDoesAConnectionThatIsNone() {
    assertThat(Database.isAway(new RuntimeException(new ConnectException()))).isTrue();
    assertThat(Database.isAway(ClosedConnectionException.INSTANCE)).isTrue();
    assertThat(Database.isAway(new IllegalStateException("a fault of ours"))).isFalse();
  }
}
