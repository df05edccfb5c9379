package org.yima.migration.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;

class RowReaderTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Mapping MAPPING =
      new Mapping(
          Optional.empty(), Map.of("cardNumber", "卡号", "name", "姓名", "address", "住址"), Map.of());

  private static List<Line> lines(byte[] bytes) {
    return new LineSplitter(bytes, 1, true).next(100);
  }

  private static List<Row> read(String encoding, byte[] bytes) {
    List<Line> lines = lines(bytes);
    RowReader reader = new RowReader(encoding);
    Header header = reader.header(lines.get(0), MAPPING, new ArrayList<>());
    return lines.stream().skip(1).map(line -> reader.read("f.csv", line, header)).toList();
  }

  @Test
  void readsColumnsByTheirHeaderInEitherEncoding() {
    String file = "姓名,多余,卡号,住址\n张伟,x,1,\"东湖区,1号\"\n";
    for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
      Row row = read(charset.name(), file.getBytes(charset)).get(0);
      assertThat(row.get(Field.NAME)).isEqualTo("张伟");
      assertThat(row.get(Field.CARD_NUMBER)).isEqualTo("1");
      assertThat(row.get(Field.ADDRESS)).isEqualTo("东湖区,1号");
      assertThat(row.line()).isEqualTo(2);
    }
  }

  @Test
  void recognisesTheEncoding() {
    String file = "姓名,卡号\n张伟,1\n李娜,2\n";
    assertThat(RowReader.recognise(lines(file.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("UTF-8");
    assertThat(RowReader.recognise(lines(file.getBytes(GB18030)))).isEqualTo("GB18030");
  }

  @Test
  void aShiftedRowABadByteAndAHalfWrittenLastRowAreToldApart() {
    byte[] head = "姓名,卡号,住址\n张伟,1,东湖区1号,2单元\n".getBytes(StandardCharsets.UTF_8);
    byte[] bad = {'a', (byte) 0xff, ',', '2', ',', 'b', '\n', '3', ',', (byte) 0xe5};
    byte[] file = new byte[head.length + bad.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(bad, 0, file, head.length, bad.length);
    assertThat(read("UTF-8", file))
        .extracting(row -> row.broken().orElseThrow())
        .containsExactly(Reason.SHIFTED_COLUMNS, Reason.UNREADABLE_BYTES, Reason.HALF_WRITTEN);
  }

  @Test
  void aWholeLastRowNeedsNoLineEnd() {
    List<Row> rows = read("UTF-8", "姓名,卡号,住址\n张伟,1,x".getBytes(StandardCharsets.UTF_8));
    assertThat(rows.get(0).broken()).isEmpty();
  }

  @Test
  void aMappedColumnThatIsMissingIsNamed() {
    List<Header.Missing> missing = new ArrayList<>();
    Header header =
        new RowReader("UTF-8")
            .header(lines("姓名,卡号\n".getBytes(StandardCharsets.UTF_8)).get(0), MAPPING, missing);
    assertThat(header.width()).isEqualTo(2);
    assertThat(missing).containsExactly(new Header.Missing(Field.ADDRESS));
  }
}
