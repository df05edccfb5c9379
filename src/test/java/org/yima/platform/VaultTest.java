package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY_1 = key();
  private static final String KEY_2 = key();
  private static final UUID ROW = new UUID(1, 2);

  private static String key() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private record Keys(int currentKey, Map<Integer, String> keys, String indexKey)
      implements CryptoConfig {}

  private static Vault vault(int current, Map<Integer, String> keys) {
    return new Vault(new Keys(current, keys, KEY_1), RANDOM);
  }

  private final Vault vault = vault(1, Map.of(1, KEY_1));

  /** Property: whatever text goes in comes out, and its bytes are nowhere in what is stored. */
  @Test
  void whatWasSealedOpens() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0x20, 0x9fff)
              .filter(c -> !Character.isSurrogate((char) c))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      UUID row = new UUID(random.nextLong(), random.nextLong());
      assertThat(vault.open("account.phone", row, vault.seal("account.phone", row, text)))
          .isEqualTo(text);
    }
  }

  @Test
  void theSameValueIsNeverStoredTheSameWay() {
    assertThat(vault.seal("account.phone", ROW, "x"))
        .isNotEqualTo(vault.seal("account.phone", ROW, "x"));
  }

  @Test
  void aCiphertextOpensOnlyWhereItWasSealed() {
    byte[] sealed = vault.seal("resident.name", ROW, "secret");
    assertThatThrownBy(() -> vault.open("resident.name", new UUID(1, 3), sealed))
        .satisfies(VaultTest::tellsNothing);
    assertThatThrownBy(() -> vault.open("resident.phone", ROW, sealed))
        .satisfies(VaultTest::tellsNothing);
  }

  private static void tellsNothing(Throwable failure) {
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageNotContaining("secret");
  }

  /** Every single byte counts: version, key id, nonce, ciphertext and tag. */
  @Test
  void aChangedByteDoesNotOpen() {
    byte[] sealed = vault.seal("resident.name", ROW, "secret");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> vault.open("resident.name", ROW, changed))
          .as("byte " + i)
          .isInstanceOf(IllegalStateException.class);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> vault.open("resident.name", ROW, cut))
          .as("length " + length)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void keysRotateWhileOldValuesStillOpen() {
    byte[] old = vault.seal("resident.name", ROW, "secret");
    Vault rotated = vault(2, Map.of(1, KEY_1, 2, KEY_2));
    assertThat(rotated.open("resident.name", ROW, old)).isEqualTo("secret");
    byte[] fresh = rotated.seal("resident.name", ROW, "secret");
    assertThat(vault(2, Map.of(2, KEY_2)).open("resident.name", ROW, fresh)).isEqualTo("secret");
    assertThatThrownBy(() -> vault.open("resident.name", ROW, fresh))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault(1, Map.of(1, KEY_2)).open("resident.name", ROW, old))
        .isInstanceOf(IllegalStateException.class);
  }

  /** The header is a format of its own: stored rows outlive the code that wrote them. */
  @Test
  void theLayoutStartsWithVersionAndKeyId() {
    byte[] sealed = vault(258, Map.of(258, KEY_1)).seal("resident.name", ROW, "secret");
    assertThat(sealed).startsWith(1, 1, 2).hasSize(1 + 2 + 12 + 6 + 16);
  }

  @Test
  void badKeysStopTheStart() {
    assertThatThrownBy(() -> vault(2, Map.of(1, KEY_1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault(0, Map.of(0, KEY_1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault(65_536, Map.of(65_536, KEY_1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault(1, Map.of(1, "c2hvcnQ=")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  void aBlindIndexIsEqualForEqualValuesOfOnePurposeAlone() {
    BlindIndex index = new BlindIndex(new Keys(1, Map.of(1, KEY_1), KEY_1));
    BlindIndex other = new BlindIndex(new Keys(1, Map.of(1, KEY_1), KEY_2));
    byte[] hash = index.of("phone", "19900000001");
    assertThat(hash).hasSize(32).isEqualTo(index.of("phone", "19900000001"));
    assertThat(hash)
        .isNotEqualTo(index.of("phone", "19900000002"))
        .isNotEqualTo(index.of("document", "19900000001"))
        .isNotEqualTo(other.of("phone", "19900000001"));
    assertThat(index.of("ab", "c")).isNotEqualTo(index.of("a", "bc"));
  }
}
