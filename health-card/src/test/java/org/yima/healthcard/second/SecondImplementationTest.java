package org.yima.healthcard.second;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.healthcard.code.Bytes;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Extension;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.RevocationIssuer;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.RevocationReader;
import org.yima.healthcard.code.RevocationReading;
import org.yima.healthcard.code.Scene;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SignedRevocationList;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verification.Reason;
import org.yima.healthcard.code.Verifier;

/** The library and the second implementation read each other and give the same answers. */
class SecondImplementationTest {
  private static final int ROUNDS = 4000 * Integer.getInteger("yima.scale", 1);
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Region REGION = new Region("330300");
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Random random = new Random(9285);
  private final Map<Suite, byte[]> secrets = new EnumMap<>(Suite.class);
  private final Map<Suite, SigningKey> keys = new EnumMap<>(Suite.class);
  private final KeySet published;
  private final List<SecondKey> secondKeys;

  SecondImplementationTest() {
    for (Suite suite : Suite.values()) {
      byte[] secret = bytes(32);
      secret[0] &= 0x7F;
      secrets.put(suite, secret);
    }
    keys.put(Suite.ED25519, SigningKey.ed25519(258, secrets.get(Suite.ED25519)));
    keys.put(Suite.SM2_SM3, SigningKey.sm2(40000, secrets.get(Suite.SM2_SM3), new SecureRandom()));
    Instant from = NOW.minusSeconds(5000);
    Instant to = NOW.plusSeconds(5000);
    published = KeySet.of(keys.values().stream().map(key -> key.publish(from, to)).toList());
    secondKeys =
        published.keys().stream()
            .map(
                key ->
                    new SecondKey(
                        key.keyId(),
                        key.suite().name(),
                        key.publicKey().toArray(),
                        from.getEpochSecond(),
                        to.getEpochSecond()))
            .toList();
  }

  private byte[] bytes(int length) {
    byte[] drawn = new byte[length];
    random.nextBytes(drawn);
    return drawn;
  }

  private BigInteger fresh() {
    return new BigInteger(250, random).add(BigInteger.ONE);
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private SecondList.Answer second(byte[] wire, Optional<SecondList> held) {
    return SecondList.read(wire, secondKeys, held);
  }

  /** The vectors of GB/T 32905, so that the second implementation stands on its own. */
  @Test
  void theSecondHashIsThatOfTheStandard() {
    assertThat(HexFormat.of().formatHex(Sm3.hash("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(
            HexFormat.of()
                .formatHex(Sm3.hash("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void eachReadsWhatTheOtherWrites(Suite suite) {
    Verifier verifier =
        new Verifier(published, RevocationList.empty(), InstantSource.fixed(NOW), SKEW);
    Second.Terminal terminal = terminal(Optional.empty(), NOW.getEpochSecond());
    for (int round = 0; round < 12; round++) {
      byte[] handle = bytes(16);
      byte[] value = bytes(random.nextInt(30));
      int scenes = random.nextInt(0x10000);
      CodeRequest request =
          new CodeRequest(
              CodeKind.DYNAMIC,
              new Handle(Bytes.of(handle)),
              NOW,
              Duration.ofSeconds(60),
              new Scenes(scenes),
              List.of(new Extension(9, Bytes.of(value))));
      String ours = new CodeIssuer(keys.get(suite), REGION).issue(request).text();
      assertThat(Second.read(ours, Optional.empty(), terminal)).isEqualTo("genuine");

      byte[] extension = Second.joined(new byte[] {9, (byte) value.length}, value);
      byte[] body =
          Second.body(
              0,
              "330300",
              keys.get(suite).keyId(),
              handle,
              NOW.getEpochSecond(),
              60,
              scenes,
              extension);
      String theirs = Second.text(body, suite.name(), secrets.get(suite), fresh());
      assertThat(verifier.verify(theirs).reason()).isEqualTo(Reason.GENUINE);
      if (suite == Suite.ED25519) {
        assertThat(theirs).isEqualTo(ours);
      }
    }
  }

  private Second.Terminal terminal(Optional<SecondList> list, long now) {
    return new Second.Terminal(
        secondKeys, List.of("ED25519", "SM2_SM3"), list, SKEW.toSeconds(), now);
  }

  /**
   * Codes of every kind and time, whole and damaged, at terminals with and without list, scene and
   * bound suite: the two give the same answer, and every answer occurs.
   */
  @Test
  void bothGiveTheSameAnswerToEverything() {
    Set<Reason> seen = EnumSet.noneOf(Reason.class);
    for (int round = 0; round < ROUNDS; round++) {
      Suite suite = random.nextInt(40) == 0 ? Suite.SM2_SM3 : Suite.ED25519;
      byte[] handle = bytes(16);
      byte[] body =
          Second.body(
              random.nextInt(30) == 0 ? 2 : random.nextInt(2),
              "330300",
              random.nextInt(30) == 0 ? 5 : keys.get(suite).keyId(),
              handle,
              NOW.getEpochSecond() + random.nextInt(3000) - 1500,
              random.nextInt(30) == 0 ? 0 : 900 + random.nextInt(1000),
              random.nextInt(0x10000),
              random.nextInt(5) == 0 ? bytes(random.nextInt(6)) : new byte[0]);
      if (random.nextInt(20) == 0) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      String text = damaged(Second.text(body, suite.name(), secrets.get(suite), fresh()));

      Optional<byte[]> wire = random.nextBoolean() ? Optional.of(list(handle)) : Optional.empty();
      Optional<SecondList> theirList =
          wire.map(w -> second(w, Optional.empty()).list().orElseThrow());
      RevocationList ourList =
          wire.map(w -> current(w, RevocationList.empty())).orElse(RevocationList.empty());
      boolean bound = random.nextInt(20) == 0;
      Verifier any = new Verifier(published, ourList, InstantSource.fixed(NOW), SKEW);
      Verifier verifier = bound ? any.accepting(Set.of(Suite.SM2_SM3)) : any;
      Second.Terminal terminal =
          new Second.Terminal(
              secondKeys,
              bound ? List.of("SM2_SM3") : List.of("ED25519", "SM2_SM3"),
              theirList,
              SKEW.toSeconds(),
              NOW.getEpochSecond());

      boolean asked = random.nextBoolean();
      Reason reason =
          asked ? verifier.verify(text, Scene.LAB).reason() : verifier.verify(text).reason();
      assertThat(Second.read(text, asked ? Optional.of(3) : Optional.empty(), terminal))
          .as("round " + round)
          .isEqualTo(word(reason));
      seen.add(reason);
    }
    assertThat(seen).containsExactlyInAnyOrder(Reason.values());
  }

  private String damaged(String text) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(40)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + "7" + text.substring(at + 1);
      case 2 -> text.substring(0, at) + "\u001d" + text.substring(at);
      case 3 -> text.substring(0, at) + "a" + text.substring(at);
      case 4 -> text + "0".repeat(1 + random.nextInt(4500));
      case 5 -> text.substring(1);
      case 6 -> "YM:" + (char) ('0' + random.nextInt(10)) + "00" + text.substring(6);
      default -> text;
    };
  }

  /** A list of three others and perhaps this handle, of now, of long ago or of later. */
  private byte[] list(byte[] handle) {
    List<Bytes> hashes = new ArrayList<>();
    for (byte[] listed :
        List.of(bytes(16), bytes(16), random.nextInt(3) == 0 ? handle : bytes(16))) {
      hashes.add(new Handle(Bytes.of(listed)).hash());
    }
    Instant issued = NOW.plusSeconds(random.nextInt(200) - 190);
    return new RevocationIssuer(keys.get(Suite.ED25519), REGION)
        .issue(4, issued, Duration.ofSeconds(100), hashes)
        .whole();
  }

  private RevocationList current(byte[] wire, RevocationList held) {
    return ((RevocationReading.Current) new RevocationReader(published).read(wire, held)).list();
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void listsAreTheSameBytesBothWays(Suite suite) {
    for (int count : new int[] {0, 1, 5, 40}) {
      List<byte[]> handles = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        handles.add(bytes(16));
      }
      List<Bytes> hashes = handles.stream().map(h -> new Handle(Bytes.of(h)).hash()).toList();
      byte[] ours =
          new RevocationIssuer(keys.get(suite), REGION)
              .issue(count, NOW, Duration.ofHours(1), hashes)
              .whole();
      byte[] theirs =
          SecondList.write(
              "330300",
              keys.get(suite).keyId(),
              count,
              NOW.getEpochSecond(),
              3600,
              handles,
              suite.name(),
              secrets.get(suite));
      // All but the signature, which SM2 draws anew each time.
      assertThat(Arrays.copyOf(theirs, 93)).isEqualTo(Arrays.copyOf(ours, 93));
      assertThat(Arrays.copyOfRange(theirs, 157, theirs.length))
          .isEqualTo(Arrays.copyOfRange(ours, 157, ours.length));
      RevocationList read = current(theirs, RevocationList.empty());
      SecondList second = second(ours, Optional.empty()).list().orElseThrow();
      for (Bytes hash : hashes) {
        assertThat(read.contains(hash)).isTrue();
        assertThat(second.contains(hash.toArray())).isTrue();
      }
    }
  }

  /** Whole lists and deltas, sound and damaged, over lists held: the same answer from both. */
  @Test
  void bothGiveTheSameAnswerToEveryList() {
    RevocationIssuer issuer = new RevocationIssuer(keys.get(Suite.ED25519), REGION);
    List<Bytes> listed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      listed.add(new Handle(Bytes.of(bytes(16))).hash());
    }
    SignedRevocationList first = issuer.issue(1, NOW, Duration.ofHours(1), listed);
    listed.remove(2);
    listed.add(new Handle(Bytes.of(bytes(16))).hash());
    SignedRevocationList second = issuer.issue(2, NOW, Duration.ofHours(1), listed);
    SignedRevocationList foreign =
        new RevocationIssuer(keys.get(Suite.ED25519), new Region("110000"))
            .issue(3, NOW, Duration.ofHours(1), listed);
    SignedRevocationList early =
        issuer.issue(3, NOW.minusSeconds(9000), Duration.ofHours(1), listed);
    RevocationReader reader = new RevocationReader(published);
    Set<String> seen = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<byte[]> wires =
          List.of(
              first.whole(),
              second.whole(),
              second.deltaFrom(first),
              foreign.whole(),
              early.whole());
      byte[] wire = wires.get(random.nextInt(wires.size()));
      switch (random.nextInt(6)) {
        case 0 -> wire[random.nextInt(wire.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> wire[random.nextInt(4)] ^= 1;
        case 2 -> wire = Arrays.copyOf(wire, random.nextInt(wire.length + 3));
        case 3 -> wire[157 + random.nextInt(wire.length - 157)] ^= (byte) 0x82;
        default -> {}
      }
      SignedRevocationList held = random.nextBoolean() ? first : second;
      boolean holds = random.nextInt(4) > 0;
      RevocationReading ours = reader.read(wire, holds ? held.list() : RevocationList.empty());
      String word =
          ours instanceof RevocationReading.Refused refused ? word(refused.why()) : "current";
      Optional<SecondList> theirs =
          holds ? second(held.whole(), Optional.empty()).list() : Optional.empty();
      assertThat(second(wire, theirs).word()).as("round " + round).isEqualTo(word);
      seen.add(word);
    }
    for (RevocationReading.Why why : RevocationReading.Why.values()) {
      if (why != RevocationReading.Why.DOWNGRADED_SUITE) {
        assertThat(seen).contains(word(why));
      }
    }
    assertThat(seen).contains("current");
  }
}
