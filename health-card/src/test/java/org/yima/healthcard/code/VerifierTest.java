package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yima.healthcard.code.Sample.NOW;
import static org.yima.healthcard.code.Sample.WENZHOU;
import static org.yima.healthcard.code.Sample.published;
import static org.yima.healthcard.code.Sample.verifierAt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.healthcard.code.Verification.Reason;

class VerifierTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private final Random random = new Random(7);
  private final SigningKey key = Sample.key(Suite.ED25519, 300, 1);
  private final CodeIssuer issuer = new CodeIssuer(key, WENZHOU);
  private final KeySet keys = published(key);
  private final Code code = issuer.issue(Sample.minute(random));

  private Reason reasonAt(Instant now) {
    return verifierAt(now, keys).verify(code.text()).reason();
  }

  private Reason reasonOf(String text) {
    return verifierAt(NOW, keys).verify(text).reason();
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void whatIsIssuedIsRead(Suite suite) {
    SigningKey any = Sample.key(suite, 0xFFFF, 2);
    Verifier verifier = verifierAt(NOW, published(any));
    for (int round = 0; round < 300 * SCALE; round++) {
      Code issued = new CodeIssuer(any, WENZHOU).issue(Sample.anyRequest(random));
      assertThat(verifier.verify(issued.text()))
          .isEqualTo(new Verification.Genuine(issued.content()));
    }
  }

  /**
   * Both suites stand in one key set; each code is checked by the suite its key was published with.
   */
  @Test
  void suitesLiveSideBySideAndCannotBeSwapped() {
    SigningKey national = Sample.key(Suite.SM2_SM3, 301, 3);
    Code second = new CodeIssuer(national, WENZHOU).issue(Sample.minute(random));
    Verifier both = verifierAt(NOW, published(key, national));
    assertThat(both.verify(code.text()).accepted()).isTrue();
    assertThat(both.verify(second.text()).accepted()).isTrue();

    SigningKey swapped = Sample.key(Suite.ED25519, 301, 3);
    Code downgraded = new CodeIssuer(swapped, WENZHOU).issue(Sample.minute(random));
    assertThat(both.verify(downgraded.text()).reason()).isEqualTo(Reason.FORGED);
  }

  @Test
  void timeEndsExactlyWhereTheToleranceEnds() {
    assertThat(reasonAt(NOW.minusSeconds(5))).isEqualTo(Reason.GENUINE);
    assertThat(reasonAt(NOW.minusSeconds(5).minusNanos(1))).isEqualTo(Reason.NOT_YET_VALID);
    assertThat(reasonAt(NOW.plusSeconds(65).minusNanos(1))).isEqualTo(Reason.GENUINE);
    assertThat(reasonAt(NOW.plusSeconds(65))).isEqualTo(Reason.EXPIRED);
  }

  /** A last group may write the same byte in several ways; only one of them is a text. */
  @Test
  void aCodeHasOneText() {
    Extension odd = new Extension(1, Bytes.of(new byte[1]));
    Code three =
        issuer.issue(
            new CodeRequest(
                CodeKind.DYNAMIC,
                Sample.handle(random),
                NOW,
                Duration.ofSeconds(60),
                Scenes.all(),
                List.of(odd)));
    assertThat(reasonOf(three.text())).isEqualTo(Reason.GENUINE);
    byte[] bytes = Sample.bytes(three.text());
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    String head = three.text().substring(0, three.text().length() - 2);
    for (int twin = (bytes[bytes.length - 1] & 0xFF) + 256; twin < 45 * 45; twin += 256) {
      String tail = "" + alphabet.charAt(twin % 45) + alphabet.charAt(twin / 45);
      assertThat(reasonOf(head + tail)).isEqualTo(Reason.FORGED);
    }
  }

  @Test
  void onlyWhatAPublishedKeySignedIsProved() {
    assertThat(verifierAt(NOW, keys).verify(code.text()).proved()).hasValue(code.content());
    assertThat(verifierAt(NOW.plusSeconds(65), keys).verify(code.text()).proved())
        .hasValue(code.content());
    assertThat(verifierAt(NOW, KeySet.of(List.of())).verify(code.text()).proved()).isEmpty();
    assertThat(verifierAt(NOW, keys).verify(code.text() + "0").proved()).isEmpty();
  }

  @Test
  void aCodeOpensOnlyItsScenes() {
    Code lab =
        issuer.issue(
            CodeRequest.printed(
                Sample.handle(random), NOW, Duration.ofDays(3650), Scenes.of(Scene.LAB)));
    Verifier verifier = verifierAt(NOW, keys);
    assertThat(verifier.verify(lab.text(), Scene.LAB).accepted()).isTrue();
    assertThat(verifier.verify(lab.text(), Scene.CASHIER))
        .isEqualTo(new Verification.WrongScene(lab.content(), Scene.CASHIER));
  }

  @Test
  void aRevokedHandleIsRefused() {
    RevocationList revoked = RevocationList.of(List.of(code.content().handle().hash()));
    Verifier verifier = new Verifier(keys, revoked, InstantSource.fixed(NOW), Sample.SKEW);
    assertThat(verifier.verify(code.text()).reason()).isEqualTo(Reason.REVOKED);
    assertThat(verifier.verify(issuer.issue(Sample.minute(random)).text()).accepted()).isTrue();
  }

  /**
   * During a rotation both keys are published; a code is good under the key whose window it was
   * issued in.
   */
  @Test
  void keysRotateWithOverlap() {
    SigningKey next = Sample.key(Suite.ED25519, 302, 4);
    KeySet rotating =
        KeySet.of(
            List.of(
                key.publish(Sample.YEAR_START, NOW.plusSeconds(30)),
                next.publish(NOW.minusSeconds(3600), Sample.YEAR_END)));
    Code newCode = new CodeIssuer(next, WENZHOU).issue(Sample.minute(random));
    Verifier verifier = verifierAt(NOW.plusSeconds(59), rotating);
    assertThat(verifier.verify(code.text()).accepted()).isTrue();
    assertThat(verifier.verify(newCode.text()).accepted()).isTrue();

    KeySet future = KeySet.of(List.of(key.publish(NOW.plusSeconds(1), Sample.YEAR_END)));
    assertThat(verifierAt(NOW, future).verify(code.text()))
        .isEqualTo(new Verification.UnknownKey(300));
    KeySet ended = KeySet.of(List.of(key.publish(Sample.YEAR_START, NOW)));
    assertThat(verifierAt(NOW, ended).verify(code.text()))
        .isEqualTo(new Verification.UnknownKey(300));
    assertThat(verifierAt(NOW, KeySet.of(List.of())).verify(code.text()).reason())
        .isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void aSignatureOfAnotherKeyIsForged() {
    SigningKey thief = Sample.key(Suite.ED25519, 300, 99);
    Code forged = new CodeIssuer(thief, WENZHOU).issue(Sample.minute(random));
    assertThat(reasonOf(forged.text())).isEqualTo(Reason.FORGED);
  }

  @Test
  void everyPrefixIsTruncatedOrNotOurs() {
    for (int length = 0; length < code.text().length(); length++) {
      Reason expected = length < CodeLayout.PREFIX.length() ? Reason.NOT_OURS : Reason.TRUNCATED;
      assertThat(reasonOf(code.text().substring(0, length))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "  ", "ABC", "\u533b"})
  void whatIsAppendedIsForged(String tail) {
    assertThat(reasonOf(code.text() + tail)).isEqualTo(Reason.FORGED);
  }

  @ParameterizedTest
  @ValueSource(chars = {'\u0000', '\t', '\n', '\r', '\u001d', '\u007f', '\u0085'})
  void aControlCharacterHasItsOwnAnswer(char control) {
    assertThat(reasonOf(code.text() + control)).isEqualTo(Reason.CONTROL_CHARACTERS);
    assertThat(reasonOf("YM:" + control)).isEqualTo(Reason.CONTROL_CHARACTERS);
    String inside = code.text().substring(0, 40) + control + code.text().substring(40);
    assertThat(reasonOf(inside)).isEqualTo(Reason.CONTROL_CHARACTERS);
    assertThat(reasonOf(control + code.text())).isEqualTo(Reason.NOT_OURS);
  }

  @Test
  void whatIsLargerThanFourKibibytesIsNotLookedAt() {
    String fill = "0".repeat(ScannedText.MAX_BYTES);
    assertThat(reasonOf("YM:" + fill.substring(3))).isEqualTo(Reason.UNKNOWN_VERSION);
    assertThat(reasonOf("YM:" + fill.substring(2))).isEqualTo(Reason.OVERSIZED);
    assertThat(reasonOf(fill)).isEqualTo(Reason.NOT_OURS);
    assertThat(reasonOf(fill + "0")).isEqualTo(Reason.OVERSIZED);
    // Bytes count, not characters: the same number of Chinese characters is three times as long.
    assertThat(reasonOf("\u533b".repeat(1365))).isEqualTo(Reason.NOT_OURS);
    assertThat(reasonOf("\u533b".repeat(1366))).isEqualTo(Reason.OVERSIZED);
    assertThat(reasonOf("\ud842\udfb7".repeat(1024))).isEqualTo(Reason.NOT_OURS);
    assertThat(reasonOf("\ud842\udfb7".repeat(1025))).isEqualTo(Reason.OVERSIZED);
  }

  /** Where one suite is demanded, a code of the other is refused before its signature is asked. */
  @Test
  void aDowngradedSuiteHasItsOwnAnswer() {
    SigningKey national = Sample.key(Suite.SM2_SM3, 301, 3);
    Code strong = new CodeIssuer(national, WENZHOU).issue(Sample.minute(random));
    Verifier bound = verifierAt(NOW, published(key, national)).accepting(EnumSet.of(Suite.SM2_SM3));
    assertThat(bound.verify(strong.text()).accepted()).isTrue();
    assertThat(bound.verify(code.text()))
        .isEqualTo(new Verification.DowngradedSuite(300, Suite.ED25519));
    assertThat(bound.verify(code.text()).proved()).isEmpty();
  }

  /**
   * A dynamic code may come a quarter of an hour ahead of its minute, a static one never: what lies
   * further ahead shows that the clocks are apart.
   */
  @Test
  void aClockThatIsBehindHasItsOwnAnswer() {
    Instant earliest = NOW.minus(Duration.ofMinutes(15)).minusSeconds(5);
    assertThat(reasonAt(earliest)).isEqualTo(Reason.NOT_YET_VALID);
    assertThat(reasonAt(earliest.minusNanos(1))).isEqualTo(Reason.CLOCK_SKEW);
    Code printed =
        issuer.issue(
            CodeRequest.printed(Sample.handle(random), NOW, Duration.ofDays(9), Scenes.all()));
    assertThat(verifierAt(NOW.minusSeconds(5), keys).verify(printed.text()).reason())
        .isEqualTo(Reason.GENUINE);
    assertThat(verifierAt(NOW.minusSeconds(6), keys).verify(printed.text()))
        .isEqualTo(new Verification.ClockSkew(printed.content()));
  }

  @Test
  void aListIsGoodUntilItsAgeLimitAndFromItsTimeOn() {
    RevocationList list =
        new RevocationIssuer(key, WENZHOU)
            .issue(1, NOW.minusSeconds(3570), Duration.ofHours(1), List.of())
            .list();
    assertThat(reasonWith(list, NOW.plusSeconds(30).minusNanos(1))).isEqualTo(Reason.GENUINE);
    assertThat(reasonWith(list, NOW.plusSeconds(30))).isEqualTo(Reason.STALE_LIST);
    // What is known to be wrong is said first, however old the list.
    assertThat(reasonWith(list, NOW.plusSeconds(65))).isEqualTo(Reason.EXPIRED);

    RevocationList later =
        new RevocationIssuer(key, WENZHOU)
            .issue(2, NOW.plusSeconds(5), Duration.ofHours(1), List.of())
            .list();
    assertThat(reasonWith(later, NOW)).isEqualTo(Reason.GENUINE);
    assertThat(reasonWith(later, NOW.minusNanos(1))).isEqualTo(Reason.CLOCK_SKEW);
  }

  private Reason reasonWith(RevocationList list, Instant now) {
    return new Verifier(keys, list, InstantSource.fixed(now), Sample.SKEW)
        .verify(code.text())
        .reason();
  }

  @Test
  void aRevokedHandleOfAStaleListIsRevoked() {
    RevocationList list =
        new RevocationIssuer(key, WENZHOU)
            .issue(
                1,
                NOW.minusSeconds(60),
                Duration.ofSeconds(30),
                List.of(code.content().handle().hash()))
            .list();
    assertThat(reasonWith(list, NOW)).isEqualTo(Reason.REVOKED);
  }

  @Test
  void anUnknownVersionHasItsOwnAnswerWhateverFollows() {
    for (int version = 0; version < 256; version++) {
      if (version != CodeLayout.VERSION) {
        String text = CodeLayout.PREFIX + Sample.base45(new byte[] {(byte) version, 0x55, 3});
        assertThat(verifierAt(NOW, keys).verify(text + "0"))
            .isEqualTo(new Verification.UnknownVersion(version));
        assertThat(reasonOf(text.substring(0, 6) + "0".repeat(900)))
            .isEqualTo(Reason.UNKNOWN_VERSION);
      }
    }
  }

  /** Each character of each code is replaced by every other one that a scanner could report. */
  @ParameterizedTest
  @EnumSource(Suite.class)
  void noChangedCharacterIsGenuine(Suite suite) {
    SigningKey any = Sample.key(suite, 9, 5);
    Verifier verifier = verifierAt(NOW, published(any));
    String text = new CodeIssuer(any, WENZHOU).issue(Sample.minute(random)).text();
    String scannable = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a\u0000\u3000";
    int replacements = suite == Suite.ED25519 ? scannable.length() : 6;
    for (int at = 0; at < text.length(); at++) {
      for (int i = 0; i < replacements; i++) {
        char other = scannable.charAt((at + i) % scannable.length());
        if (other != text.charAt(at)) {
          String changed = text.substring(0, at) + other + text.substring(at + 1);
          assertThat(verifier.verify(changed).reason()).isIn(refusals());
        }
      }
    }
  }

  /** Each byte under the text is changed in each of its bits. */
  @Test
  void noChangedBitIsGenuine() {
    byte[] bytes = Sample.bytes(code.text());
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(reasonOf(CodeLayout.PREFIX + Sample.base45(changed))).isIn(refusals());
    }
  }

  private static List<Reason> refusals() {
    return List.of(
        Reason.FORGED,
        Reason.TRUNCATED,
        Reason.UNKNOWN_KEY,
        Reason.UNKNOWN_VERSION,
        Reason.CONTROL_CHARACTERS,
        Reason.NOT_OURS);
  }

  /**
   * A body that is signed well and yet breaks the layout: no issuer writes it, so no reader takes
   * it.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind",
        "region",
        "validity",
        "extension overruns",
        "extension repeats",
        "half an extension"
      })
  void aSignedBodyThatBreaksTheLayoutIsForged(String fault) {
    byte[] body = Sample.body(code.content());
    byte[] broken =
        switch (fault) {
          case "kind" -> with(body, 1, 2);
          case "region" -> with(body, 3, 0x3A);
          case "validity" -> ByteBuffer.wrap(body.clone()).putInt(27, 0).array();
          case "extension overruns" -> extended(body, 5, 2, 7);
          case "extension repeats" -> extended(body, 5, 0, 5, 0);
          default -> extended(body, 5);
        };
    assertThat(reasonOf(signed(broken))).isEqualTo(Reason.FORGED);
    assertThat(reasonOf(signed(body))).isEqualTo(Reason.GENUINE);
    assertThat(reasonOf(signed(extended(body, 5, 1, 7, 6, 0)))).isEqualTo(Reason.GENUINE);
  }

  private static byte[] with(byte[] body, int at, int value) {
    byte[] changed = body.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] extended(byte[] body, int... extension) {
    ByteBuffer out = ByteBuffer.allocate(body.length + extension.length).put(body);
    for (int value : extension) {
      out.put((byte) value);
    }
    return with(out.array(), CodeLayout.HEADER - 1, extension.length);
  }

  private String signed(byte[] body) {
    byte[] message = CodeLayout.frame(body.length);
    System.arraycopy(body, 0, message, CodeLayout.BODY, body.length);
    return CodeLayout.PREFIX + Sample.base45(Sample.joined(body, key.sign(message)));
  }
}
