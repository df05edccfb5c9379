package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysTest {
  @TempDir Path temporary;

  @Test
  void drawnOnceAndKept() throws Exception {
    Keys first = keys();
    EcKey key = first.ec("client");
    String secret = first.secret("password", 24);
    String totp = first.totpSecret("totp");
    String data = first.base64("data", 32);

    Keys second = keys();
    assertThat(second.ec("client")).isEqualTo(key);
    assertThat(second.secret("password", 24)).isEqualTo(secret).hasSize(24);
    assertThat(second.totpSecret("totp")).isEqualTo(totp).matches("[A-Z2-7]{32}");
    assertThat(second.base64("data", 32)).isEqualTo(data);
    assertThat(Base64.getDecoder().decode(data)).hasSize(32);
  }

  @Test
  void onlyTheOwnerReads() throws Exception {
    Keys keys = keys();
    keys.ec("ec");
    keys.rsa("rsa");
    String secret = keys.secret("secret", 8);
    assertThat(secret).isNotEmpty();
    try (Stream<Path> files = Files.list(temporary.resolve("keys"))) {
      assertThat(files)
          .hasSize(5)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void damagedKeyIsNamedAndNotReplaced() throws Exception {
    Keys keys = keys();
    keys.ec("ec");
    Files.writeString(keys.privateFile("ec"), "no key");
    assertThatThrownBy(() -> keys.ec("ec"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("damaged");
    assertThat(keys.privateFile("ec")).hasContent("no key");
  }

  @Test
  void coordinatesAreAlwaysThirtyTwoBytes() throws Exception {
    Keys keys = keys();
    // One key in 128 has a coordinate whose first byte is zero or needs a sign byte; a few hundred
    // show both.
    for (int i = 0; i < 300; i++) {
      EcKey key = keys.ec("k" + i);
      assertThat(key.jwk().get("x")).hasSize(43);
      assertThat(key.jwk().get("y")).hasSize(43);
    }
  }

  private Keys keys() throws Exception {
    return new Keys(temporary.resolve("keys"), new SecureRandom());
  }
}
