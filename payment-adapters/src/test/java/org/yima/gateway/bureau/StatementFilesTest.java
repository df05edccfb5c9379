package org.yima.gateway.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurance.Difference;
import org.yima.gateway.insurance.StatementRow;

/** The sign of a reversal's amounts, of which the national text says nothing. */
class StatementFilesTest {
  private static final StatementRow REVERSAL =
      new StatementRow("S1", "M1", "P1", -1_000, -700, -100, -50, true);

  private static StatementFiles files(boolean reversalsNegative) {
    ReconciliationProfile usual = ReconciliationProfile.usual();
    return new StatementFiles(
        new ReconciliationProfile(
            usual.equal(),
            usual.different(),
            usual.kinds(),
            usual.bytesAsList(),
            usual.charset(),
            reversalsNegative));
  }

  private static byte[] zipped(String line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("result.txt"));
      zip.write(line.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String sent(StatementFiles files) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(
            new ByteArrayInputStream(files.details("rows.txt", List.of(REVERSAL))))) {
      assertThat(zip.getNextEntry()).isNotNull();
      return new String(zip.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aReversalIsWrittenWithItsBureausSign() throws IOException {
    assertThat(sent(files(true))).isEqualTo("S1\tM1\tP1\t-10.00\t-7.00\t-1.00\t1\n");
    assertThat(sent(files(false))).isEqualTo("S1\tM1\tP1\t10.00\t7.00\t1.00\t1\n");
  }

  @Test
  void aReversalIsReadWithItsBureausSignAndNoOther() throws IOException {
    String plus = "P1\tM1\tS1\tmsg\t103\t1\t\t10.00\t7.00\t1.00\n";
    String minus = "P1\tM1\tS1\tmsg\t103\t1\t\t-10.00\t-7.00\t-1.00\n";
    List<Difference> reversal =
        List.of(
            new Difference(Difference.Kind.AMOUNTS, "S1", "M1", "P1", -1_000, -700, -100, true));
    assertThat(files(false).differences(zipped(plus))).isEqualTo(reversal);
    assertThat(files(true).differences(zipped(minus))).isEqualTo(reversal);
    assertThatThrownBy(() -> files(true).differences(zipped(plus)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> files(false).differences(zipped(minus)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
