package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.healthcard.code.Sample.NOW;
import static org.yima.healthcard.code.Sample.SKEW;
import static org.yima.healthcard.code.Sample.YEAR_END;
import static org.yima.healthcard.code.Sample.YEAR_START;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A terminal learns the next key from a pack that a key signed which it trusts, and from no other.
 */
class PackStatementTest {
  private static final Instant UNTIL = NOW.plus(Duration.ofHours(6));

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aTerminalThatTrustsOneKeyLearnsTheNext(Suite suite) {
    SigningKey old = Sample.key(suite, 1, 11);
    SigningKey next = Sample.key(suite, 2, 12);
    SigningKey stranger = Sample.key(suite, 1, 13);
    KeySet trusted = Sample.published(old);
    List<PublishedKey> both =
        List.of(old.publish(YEAR_START, YEAR_END), next.publish(YEAR_START, YEAR_END));
    PackStatement pack = new PackStatement(7, NOW, UNTIL, both);
    byte[] signature = pack.sign(old);

    assertThat(pack.keysIfSigned(trusted, 1, signature, NOW, SKEW))
        .map(KeySet::keys)
        .hasValue(both);
    // Every part of it is signed.
    for (PackStatement other :
        List.of(
            new PackStatement(8, NOW, UNTIL, both),
            new PackStatement(7, NOW.plusSeconds(1), UNTIL, both),
            new PackStatement(7, NOW, UNTIL.plusSeconds(1), both),
            new PackStatement(7, NOW, UNTIL, both.subList(0, 1)),
            new PackStatement(7, NOW, UNTIL, List.of(both.get(0), next.publish(NOW, YEAR_END))))) {
      assertThat(other.keysIfSigned(trusted, 1, signature, NOW, SKEW)).isEmpty();
    }
    assertThat(pack.keysIfSigned(trusted, 1, pack.sign(stranger), NOW, SKEW)).isEmpty();
    assertThat(pack.keysIfSigned(trusted, 2, signature, NOW, SKEW)).isEmpty();
    assertThat(pack.keysIfSigned(trusted, 1, new byte[0], NOW, SKEW)).isEmpty();
    PackStatement late = new PackStatement(7, YEAR_END, YEAR_END.plusSeconds(60), both);
    assertThat(late.keysIfSigned(trusted, 1, late.sign(old), YEAR_END, SKEW)).isEmpty();
    // An old pack, or one of tomorrow, is none.
    assertThat(pack.keysIfSigned(trusted, 1, signature, UNTIL, SKEW)).isEmpty();
    assertThat(pack.keysIfSigned(trusted, 1, signature, UNTIL.minusMillis(1), SKEW)).isPresent();
    assertThat(pack.keysIfSigned(trusted, 1, signature, NOW.minus(SKEW), SKEW)).isPresent();
    assertThat(pack.keysIfSigned(trusted, 1, signature, NOW.minus(SKEW).minusMillis(1), SKEW))
        .isEmpty();
  }
}
