package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.healthcard.code.Sample.NOW;
import static org.yima.healthcard.code.Sample.WENZHOU;
import static org.yima.healthcard.code.Sample.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.healthcard.code.RevocationReading.Current;
import org.yima.healthcard.code.RevocationReading.Refused;
import org.yima.healthcard.code.RevocationReading.Why;

/**
 * The revocation list on its way to a terminal: whole, by delta, and everything that goes wrong.
 */
class RevocationWireTest {
  private static final int ROUNDS = 20_000 * Integer.getInteger("yima.scale", 1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Random random = new Random(21);
  private final SigningKey key = Sample.key(Suite.ED25519, 7, 1);
  private final RevocationIssuer issuer = new RevocationIssuer(key, WENZHOU);
  private final RevocationReader reader = new RevocationReader(published(key));
  private final List<Bytes> hashes = hashes(50);
  private final SignedRevocationList first = issuer.issue(1, NOW, DAY, hashes);

  /** The figure FORMAT.md prints. */
  static int statedFalsePositives() {
    try {
      String document = Files.readString(Path.of("FORMAT.md"));
      Matcher figure = Pattern.compile("measured: (\\d+) of 1,000,000").matcher(document);
      assertThat(figure.find()).isTrue();
      return Integer.parseInt(figure.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Bytes> hashes(int count) {
    return Stream.generate(() -> Sample.handle(random).hash()).limit(count).toList();
  }

  private RevocationList read(byte[] wire, RevocationList held) {
    RevocationReading reading = reader.read(wire, held);
    assertThat(reading).isInstanceOf(Current.class);
    return ((Current) reading).list();
  }

  private Why refusal(byte[] wire, RevocationList held) {
    RevocationReading reading = reader.read(wire, held);
    assertThat(reading).isInstanceOf(Refused.class);
    return ((Refused) reading).why();
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aWholeListComesBack(Suite suite) {
    SigningKey any = Sample.key(suite, 8, 3);
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 1000}) {
      List<Bytes> listed = hashes(size);
      SignedRevocationList signed =
          new RevocationIssuer(any, WENZHOU).issue(size, NOW, DAY, listed);
      byte[] wire = signed.whole();
      assertThat(wire).hasSize(158 + Math.max(8, 2 * size) + 16 * size);
      RevocationReading reading =
          new RevocationReader(published(any)).read(wire, RevocationList.empty());
      assertThat(reading)
          .isInstanceOfSatisfying(
              Current.class,
              current -> {
                assertThat(current.list().statement()).hasValue(signed.statement());
                assertThat(listed).allMatch(current.list()::contains);
                assertThat(hashes(50)).noneMatch(current.list()::contains);
              });
    }
  }

  /** A terminal that follows by deltas holds exactly what one that fetches the whole list holds. */
  @Test
  void deltasLeadToTheSameList() {
    List<Bytes> listed = new ArrayList<>(hashes);
    RevocationList follower = read(first.whole(), RevocationList.empty());
    SignedRevocationList before = first;
    for (int number = 2; number < 40; number++) {
      for (int gone = random.nextInt(4); gone > 0 && !listed.isEmpty(); gone--) {
        listed.remove(random.nextInt(listed.size()));
      }
      listed.addAll(hashes(random.nextInt(5)));
      SignedRevocationList next = issuer.issue(number, NOW.plusSeconds(number), DAY, listed);
      byte[] delta = next.deltaFrom(before);
      assertThat(delta.length).isLessThanOrEqualTo(158 + 16 + 16 * 7);
      follower = read(delta, follower);
      assertThat(follower.statement()).isEqualTo(read(next.whole(), follower).statement());
      assertThat(listed).allMatch(follower::contains);
      assertThat(follower.size()).isEqualTo(listed.size());
      before = next;
    }
  }

  @Test
  void aDeltaFitsOnlyTheListItStartsFrom() {
    SignedRevocationList second = issuer.issue(2, NOW, DAY, hashes(3));
    SignedRevocationList third = issuer.issue(3, NOW, DAY, hashes(3));
    byte[] delta = third.deltaFrom(second);
    assertThat(refusal(delta, first.list())).isEqualTo(Why.OTHER_BASE);
    assertThat(refusal(delta, RevocationList.empty())).isEqualTo(Why.OTHER_BASE);
    // Number two, and not the two that was signed: the digests tell.
    assertThat(refusal(delta, issuer.issue(2, NOW, DAY, hashes).list())).isEqualTo(Why.FORGED);
    assertThat(read(delta, second.list()).size()).isEqualTo(3);
    assertThatThrownBy(() -> second.deltaFrom(third)).isInstanceOf(IllegalArgumentException.class);
    SignedRevocationList elsewhere =
        new RevocationIssuer(key, new Region("110000")).issue(1, NOW, DAY, hashes);
    assertThatThrownBy(() -> second.deltaFrom(elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTerminalNeverGoesBackOrToAnotherIssuer() {
    SignedRevocationList second = issuer.issue(2, NOW, DAY, hashes);
    assertThat(refusal(first.whole(), second.list())).isEqualTo(Why.OLDER);
    assertThat(read(second.whole(), second.list()).size()).isEqualTo(50);
    SignedRevocationList elsewhere =
        new RevocationIssuer(key, new Region("110000")).issue(9, NOW, DAY, hashes);
    assertThat(refusal(elsewhere.whole(), second.list())).isEqualTo(Why.OTHER_ISSUER);
  }

  @Test
  void keysCountAsTheyDoForCodes() {
    SigningKey unknown = Sample.key(Suite.ED25519, 9, 9);
    byte[] stranger = new RevocationIssuer(unknown, WENZHOU).issue(1, NOW, DAY, hashes).whole();
    assertThat(refusal(stranger, RevocationList.empty())).isEqualTo(Why.UNKNOWN_KEY);
    byte[] late = issuer.issue(1, Sample.YEAR_END, DAY, hashes).whole();
    assertThat(refusal(late, RevocationList.empty())).isEqualTo(Why.UNKNOWN_KEY);
    assertThat(
            new RevocationReader(published(key), EnumSet.of(Suite.SM2_SM3))
                .read(first.whole(), RevocationList.empty()))
        .isEqualTo(new Refused(Why.DOWNGRADED_SUITE));
  }

  @Test
  void everyCutIsTruncatedAndEveryAppendedByteForged() {
    byte[] whole = first.whole();
    byte[] delta = issuer.issue(2, NOW, DAY, hashes(4)).deltaFrom(first);
    for (byte[] wire : List.of(whole, delta)) {
      for (int length = 0; length < wire.length; length++) {
        assertThat(refusal(Arrays.copyOf(wire, length), first.list()))
            .isEqualTo(length < 3 ? Why.NOT_A_LIST : Why.TRUNCATED);
      }
      assertThat(refusal(Arrays.copyOf(wire, wire.length + 1), first.list())).isEqualTo(Why.FORGED);
    }
  }

  /** Each bit of a small list and of a delta is changed: nothing is accepted, nothing throws. */
  @Test
  void noChangedBitIsAccepted() {
    SignedRevocationList small = issuer.issue(3, NOW, DAY, hashes(2));
    for (byte[] wire : List.of(small.whole(), small.deltaFrom(first))) {
      for (int bit = 0; bit < wire.length * 8; bit++) {
        byte[] changed = wire.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(reader.read(changed, first.list())).as("bit " + bit).isInstanceOf(Refused.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void anUnknownVersionOrFormHasItsOwnAnswer(int other) {
    byte[] version = first.whole();
    version[3] = (byte) other;
    assertThat(refusal(version, RevocationList.empty())).isEqualTo(Why.UNKNOWN_VERSION);
    byte[] form = first.whole();
    form[157] = (byte) Math.max(2, other);
    assertThat(refusal(form, RevocationList.empty())).isEqualTo(Why.UNKNOWN_VERSION);
  }

  /** A filter that does not fit its list would let a revoked code through where only it is kept. */
  @Test
  void aFilterSignedWithTheWrongBitsIsForged() {
    RevocationStatement honest = first.statement();
    byte[] open = new byte[100];
    RevocationStatement lying =
        new RevocationStatement(
            honest.region(),
            honest.keyId(),
            honest.number(),
            honest.issuedAt(),
            honest.ageLimit(),
            honest.entries(),
            honest.entriesDigest(),
            RevocationStatement.digest(open));
    byte[] wire = first.whole();
    byte[] signed = lying.signed();
    System.arraycopy(signed, 10, wire, 0, signed.length - 10);
    System.arraycopy(key.sign(signed), 0, wire, 93, 64);
    // The honest filter under the lying digest, then the filter that was lied about.
    assertThat(refusal(wire, RevocationList.empty())).isEqualTo(Why.FORGED);
    System.arraycopy(open, 0, wire, 158, open.length);
    assertThat(refusal(wire, RevocationList.empty())).isEqualTo(Why.FORGED);
  }

  @Test
  void anyBytesHaveAnAnswer() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = first.whole();
      for (int change = 1 + random.nextInt(4); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      assertThat(reader.read(cut, first.list())).isNotNull();
    }
  }
}
