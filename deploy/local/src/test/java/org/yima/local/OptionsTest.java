package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  private static final Path HOME = Path.of("/srv/yima");

  @Test
  void defaults() {
    Options options = Options.parse(List.of(), HOME, Map.of());
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
            HOME,
            Map.of());
    assertThat(options.port()).isEqualTo(1);
    assertThat(options.sandboxPort()).isEqualTo(65_535);
    assertThat(options.fresh()).isTrue();
    assertThat(options.database())
        .contains(
            new DatabaseAddress("db.example", 6432, "yima", "owner", "p@ss", DatabaseTls.DISABLED));
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
        "--db postgresql://user:se cret@host/yima",
        "--db postgresql://user:secret@host/ya\"ma",
        "--db postgresql://user:secret@host/yima?sslmode=prefer",
        "--db postgresql://user:secret@host/yima?sslmode=verify-full",
        "--db postgresql://user:secret@host/yima?sslrootcert=/no/such/file.pem",
        "--db postgresql://user:secret@host/yima?password=secret"
      })
  void refusedInOneLine(String arguments) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ")), HOME, Map.of()))
        .isInstanceOf(StartFailure.class)
        .message()
        .hasLineCount(1)
        .doesNotContain("se cret")
        .doesNotContain("secret");
  }

  @Test
  void databaseAddress() {
    DatabaseAddress address =
        DatabaseAddress.parse("jdbc:postgresql://me:s%2Bx+y@[::1]/health", Map.of());
    assertThat(address.port()).isEqualTo(5432);
    assertThat(address.password()).isEqualTo("s+x+y");
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/health?sslmode=disable");
    assertThat(address.toString()).doesNotContain("s+x");
  }

  @Test
  void thePasswordMayComeFromTheEnvironment() {
    Map<String, String> environment = Map.of("PGPASSWORD", "from-there");
    assertThat(DatabaseAddress.parse("postgresql://me@host/yima", environment).password())
        .isEqualTo("from-there");
    assertThat(DatabaseAddress.parse("postgresql://me:own@host/yima", environment).password())
        .isEqualTo("own");
  }

  @Test
  void protectedConnection(@TempDir Path temporary) throws Exception {
    Path authority = Files.createFile(temporary.resolve("an authority.pem"));
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://me@host/yima?sslrootcert="
                + URLEncoder.encode(authority.toString(), StandardCharsets.UTF_8),
            Map.of());
    assertThat(address.jdbcUrl()).contains("?sslmode=verify-full&sslrootcert=").contains("an+auth");
    assertThat(address.reactiveUrl()).isEqualTo("postgresql://host:5432/yima");
    assertThat(address.tls().reactiveProperties())
        .containsEntry("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full")
        .containsEntry("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS")
        .containsEntry(
            "quarkus.datasource.reactive.trust-certificate-pem.certs", authority.toString())
        .doesNotContainKey("quarkus.datasource.reactive.trust-all");
  }
}
