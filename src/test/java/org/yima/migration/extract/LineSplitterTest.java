package org.yima.migration.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private static final Charset GB18030 = Charset.forName("GB18030");

  private static List<String> split(String text) {
    LineSplitter splitter = new LineSplitter(text.getBytes(StandardCharsets.UTF_8), 1, true);
    return splitter.next(1000).stream().map(LineSplitterTest::text).toList();
  }

  private static String text(Line line) {
    return line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void rowsEndAtLineEndsOutsideQuotes() {
    assertThat(split("a,b\r\n\"x\ny\",z\nlast")).containsExactly("1:a,b", "2:\"x\ny\",z", "4:last");
  }

  @Test
  void blankLinesCountAsLinesAndAreNoRows() {
    assertThat(split("a\n\n\r\nb\n")).containsExactly("1:a", "4:b");
  }

  @Test
  void aQuoteInsideAFieldIsAnOrdinaryCharacter() {
    assertThat(split("5\"楼,b\nc,x\"\"y\nd\n")).containsExactly("1:5\"楼,b", "2:c,x\"\"y", "3:d");
  }

  @Test
  void doubledQuotesStayInside() {
    assertThat(split("\"a\"\"\nb\",c\nd")).containsExactly("1:\"a\"\"\nb\",c", "3:d");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOneRow() {
    LineSplitter splitter =
        new LineSplitter("\"open,b\nc,d\ne,f\n".getBytes(StandardCharsets.UTF_8), 1, true);
    List<Line> lines = splitter.next(10);
    assertThat(lines).extracting(Line::unclosed).containsExactly(true, false, false);
    assertThat(lines).extracting(LineSplitterTest::text).contains("2:c,d", "3:e,f");
  }

  @Test
  void theLastRowIsKnownToLackItsEnd() {
    LineSplitter splitter = new LineSplitter("a,b\nc".getBytes(StandardCharsets.UTF_8), 1, true);
    assertThat(splitter.next(10)).extracting(Line::terminated).containsExactly(true, false);
  }

  /** However the bytes arrive, the rows and their places are the same. */
  @Test
  void windowsDoNotChangeTheRows() {
    long seed = Long.getLong("yima.seed", 15);
    Random random = new Random(seed);
    for (int round = 0; round < 200 * SCALE; round++) {
      byte[] file = draw(random);
      List<String> whole = new ArrayList<>();
      new LineSplitter(file, 1, true).next(10_000).forEach(line -> whole.add(inGb(line)));
      List<String> parts = new ArrayList<>();
      int position = 0;
      long number = 1;
      int window = 400;
      while (position < file.length) {
        int end = Math.min(file.length, position + window + random.nextInt(300));
        LineSplitter splitter =
            new LineSplitter(Arrays.copyOfRange(file, position, end), number, end == file.length);
        splitter.next(1 + random.nextInt(5)).forEach(line -> parts.add(inGb(line)));
        position += splitter.position();
        number = splitter.number();
      }
      assertThat(parts).as("seed %s, round %s", seed, round).isEqualTo(whole);
    }
  }

  private static String inGb(Line line) {
    return line.number() + ":" + new String(line.bytes(), GB18030);
  }

  private static byte[] draw(Random random) {
    String[] fields = {"张伟", "\"东湖区,1号\"", "\"两\n行\"", "㐂𠮷", "12.30", "", "5\"楼"};
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int row = 0; row < 40; row++) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        line.add(fields[random.nextInt(fields.length)]);
      }
      file.writeBytes(String.join(",", line).getBytes(GB18030));
      file.writeBytes((random.nextBoolean() ? "\r\n" : "\n").getBytes(GB18030));
    }
    return file.toByteArray();
  }
}
