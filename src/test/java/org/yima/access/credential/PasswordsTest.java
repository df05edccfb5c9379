package org.yima.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void aPasswordMatchesItsOwnHashAlone() {
    String stored = Passwords.hash("correct horse", random);
    assertThat(Passwords.matches("correct horse", stored)).isTrue();
    assertThat(Passwords.matches("correct horse ", stored)).isFalse();
    assertThat(Passwords.matches("", stored)).isFalse();
    assertThat(stored).doesNotContain("correct");
  }

  @Test
  void equalPasswordsHaveDifferentHashes() {
    assertThat(hash("same")).isNotEqualTo(hash("same"));
  }

  /** Without the salt, which differs anyway. */
  private String hash(String password) {
    return Passwords.hash(password, random).split("\\$", -1)[2];
  }

  @Test
  void whatIsNoHashMatchesNothing() {
    assertThat(Passwords.matches("x", "")).isFalse();
    assertThat(Passwords.matches("x", "argon2id$AAAA")).isFalse();
    assertThat(Passwords.matches("x", Passwords.hash("x", random).replace("argon2id", "argon2i")))
        .isFalse();
  }
}
