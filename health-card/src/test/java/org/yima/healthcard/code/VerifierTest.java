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
  @ValueSource(strings = {"0", "  ", "ABC", "\n", "\u533b"})
  void whatIsAppendedIsForged(String tail) {
    assertThat(reasonOf(code.text() + tail)).isEqualTo(Reason.FORGED);
  }

  @Test
  void anUnknownVersionHasItsOwnAnswerWhateverFollows() {
    for (int version = 0; version < 256; version++) {
      if (version != CodeLayout.VERSION) {
        String text = CodeLayout.PREFIX + Base45.encode(new byte[] {(byte) version, 0x55, 3});
        assertThat(verifierAt(NOW, keys).verify(text + "0"))
            .isEqualTo(new Verification.UnknownVersion(version));
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
    byte[] bytes = Base45.decode(code.text().substring(CodeLayout.PREFIX.length())).orElseThrow();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(reasonOf(CodeLayout.PREFIX + Base45.encode(changed))).isIn(refusals());
    }
  }

  private static List<Reason> refusals() {
    return List.of(
        Reason.FORGED,
        Reason.TRUNCATED,
        Reason.UNKNOWN_KEY,
        Reason.UNKNOWN_VERSION,
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
    byte[] body = CodeLayout.write(code.content());
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
    byte[] signature = key.sign(CodeLayout.signed(body));
    byte[] all = ByteBuffer.allocate(body.length + 64).put(body).put(signature).array();
    return CodeLayout.PREFIX + Base45.encode(all);
  }
}
