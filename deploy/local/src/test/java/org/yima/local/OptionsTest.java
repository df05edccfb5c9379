package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  private static final Path HOME = Path.of("/srv/yima");

  @Test
  void defaults() {
    Options options = Options.parse(List.of(), HOME);
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.sandboxPort()).isEqualTo(8090);
    assertThat(options.fresh()).isFalse();
    assertThat(options.database()).isEmpty();
    assertThat(options.var()).isEqualTo(Path.of("/srv/yima/var"));
  }

  @Test
  void everyOption() {
    Options options =
        Options.parse(
            List.of(
                "--port",
                "1",
                "--sandbox-port",
                "65535",
                "--fresh",
                "--db",
                "postgresql://owner:p%40ss@db.example:6432/yima",
                "--var",
                "/tmp/elsewhere"),
            HOME);
    assertThat(options.port()).isEqualTo(1);
    assertThat(options.sandboxPort()).isEqualTo(65_535);
    assertThat(options.fresh()).isTrue();
    assertThat(options.database())
        .contains(new DatabaseAddress("db.example", 6432, "yima", "owner", "p@ss"));
    assertThat(options.var()).isEqualTo(Path.of("/tmp/elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port 0",
        "--port 65536",
        "--port http",
        "--port 8090",
        "--verbose",
        "--db postgresql://host/yima",
        "--db postgresql://user@host",
        "--db mysql://user@host/yima",
        "--db postgresql://user:se cret@host/yima"
      })
  void refusedInOneLine(String arguments) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ")), HOME))
        .isInstanceOf(StartFailure.class)
        .message()
        .hasLineCount(1)
        .doesNotContain("se cret");
  }

  @Test
  void databaseAddress() {
    DatabaseAddress address = DatabaseAddress.parse("jdbc:postgresql://me:s%2Bx+y@[::1]/health");
    assertThat(address.port()).isEqualTo(5432);
    assertThat(address.password()).isEqualTo("s+x+y");
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/health");
    assertThat(address.toString()).doesNotContain("s+x");
  }
}
