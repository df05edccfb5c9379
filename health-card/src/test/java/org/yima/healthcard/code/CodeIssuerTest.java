package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yima.healthcard.code.Sample.NOW;
import static org.yima.healthcard.code.Sample.WENZHOU;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeIssuerTest {
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aDynamicCodeIsSmall(Suite suite) throws Exception {
    CodeIssuer issuer = new CodeIssuer(Sample.key(suite, 1, 1), WENZHOU);
    QRCode plain =
        Encoder.encode(issuer.issue(Sample.minute(random)).text(), ErrorCorrectionLevel.M, null);
    assertThat(plain.getMode()).isEqualTo(Mode.ALPHANUMERIC);
    assertThat(plain.getVersion().getVersionNumber()).isEqualTo(6);

    QRCode full =
        Encoder.encode(issuer.issue(dynamicWithExtension(45)).text(), ErrorCorrectionLevel.M, null);
    assertThat(full.getVersion().getVersionNumber()).isEqualTo(8);
    assertThatThrownBy(() -> issuer.issue(dynamicWithExtension(46)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CodeRequest dynamicWithExtension(int length) {
    return new CodeRequest(
        CodeKind.DYNAMIC,
        Sample.handle(random),
        NOW,
        Duration.ofSeconds(60),
        Scenes.all(),
        List.of(new Extension(1, Bytes.of(new byte[length]))));
  }

  /**
   * Codes of one card and of another, issued in the same second: what two codes of one card share
   * is exactly what a stranger's code shares too, so it says nothing about the card. The rest is
   * handle and signature, and of those no byte run of a linking length is shared.
   */
  @ParameterizedTest
  @EnumSource(Suite.class)
  void codesOfOneCardAreNoCloserThanCodesOfStrangers(Suite suite) {
    CodeIssuer issuer = new CodeIssuer(Sample.key(suite, 1, 1), WENZHOU);
    byte[] first = bytes(issuer.issue(Sample.minute(random)));
    byte[] second = bytes(issuer.issue(Sample.minute(random)));
    byte[] stranger = bytes(issuer.issue(Sample.minute(random)));
    assertThat(withoutHandle(second))
        .isEqualTo(withoutHandle(first))
        .isEqualTo(withoutHandle(stranger));
    assertThat(commonRun(first, second)).isLessThan(4);
    assertThat(commonRun(first, stranger)).isLessThan(4);
  }

  private static byte[] bytes(Code code) {
    return Sample.bytes(code.text());
  }

  private static List<Byte> withoutHandle(byte[] bytes) {
    List<Byte> rest = new ArrayList<>();
    for (int i = 0; i < CodeLayout.HEADER; i++) {
      if (i < 7 || i >= 7 + Handle.SIZE) {
        rest.add(bytes[i]);
      }
    }
    return rest;
  }

  /** The longest run of equal bytes at the same or another place within handle and signature. */
  private static int commonRun(byte[] one, byte[] other) {
    int longest = 0;
    for (byte[] a : parts(one)) {
      for (byte[] b : parts(other)) {
        for (int i = 0; i < a.length; i++) {
          for (int j = 0; j < b.length; j++) {
            int run = 0;
            while (i + run < a.length && j + run < b.length && a[i + run] == b[j + run]) {
              run++;
            }
            longest = Math.max(longest, run);
          }
        }
      }
    }
    return longest;
  }

  private static List<byte[]> parts(byte[] bytes) {
    return List.of(
        Arrays.copyOfRange(bytes, 7, 7 + Handle.SIZE),
        Arrays.copyOfRange(bytes, CodeLayout.HEADER, bytes.length));
  }

  @Test
  void secretsStayOutOfLogs() {
    Code code =
        new CodeIssuer(Sample.key(Suite.ED25519, 1, 1), WENZHOU).issue(Sample.minute(random));
    assertThat(code.toString())
        .doesNotContain(code.text())
        .doesNotContain(code.content().handle().bytes().hex());
  }
}
