package org.yima.index.matching.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;
import org.yima.index.matching.weight.Thresholds;

class ExplanationTest {
  private static String[] row(String... values) {
    String[] row = new String[City.FIELDS.size()];
    Arrays.fill(row, "");
    System.arraycopy(values, 0, row, 0, values.length);
    return row;
  }

  private static Table table() {
    Table table = City.schema().table();
    table.add(
        List.of(
            row("h1", "c1", "李红", "", "", "", "1990-03-07", "女", "13911112222", "", "西城区人民路12号"),
            row("h2", "c2", "李红", "", "", "", "1990-03-07", "女", "13911112222", "", "西城区人民路12号"),
            row("h3", "c3", "王<强>", "", "", "", "1961-11-28", "男", "13933334444")),
        Workers.alone());
    return table;
  }

  private static Explanation explained(int left, int right) {
    Schema schema = City.schema();
    Table table = table();
    return Explanation.of(new Model(schema, City.weights(), table), table, left, right);
  }

  @Test
  void theLinesAddUpToTheScore() {
    Table table = table();
    Model model = new Model(City.schema(), City.weights(), table);
    for (int[] pair : new int[][] {{0, 1}, {0, 2}, {1, 2}}) {
      Explanation explanation = Explanation.of(model, table, pair[0], pair[1]);
      double sum = explanation.prior();
      for (Line line : explanation.lines()) {
        sum += line.counted();
        assertThat(line.total()).isCloseTo(sum, offset(1e-9));
      }
      assertThat(explanation.score()).isCloseTo(sum, offset(1e-9));
      Scorer scorer = model.scorer();
      int[] l = table.page(pair[0]);
      int[] r = table.page(pair[1]);
      int leftAt = table.offset(pair[0]);
      int rightAt = table.offset(pair[1]);
      long pattern = scorer.pattern(l, leftAt, r, rightAt);
      assertThat(scorer.score(pattern, l, leftAt, r, rightAt))
          .isCloseTo(explanation.score(), offset(1e-9));
    }
  }

  /** Phone and address are one family's: only the stronger of the two counts. */
  @Test
  void whatIsAbsorbedIsTold() {
    Explanation explanation = explained(0, 1);
    assertThat(explanation.decision()).isEqualTo(Explanation.Decision.LINK);
    List<Line> shared =
        explanation.lines().stream()
            .filter(line -> List.of("phone", "address").contains(line.element()))
            .toList();
    assertThat(shared).extracting(Line::level).containsExactly("exact", "exact");
    assertThat(shared).filteredOn(line -> line.absorbed() < 0).hasSize(1);
    assertThat(explained(0, 2).decision()).isEqualTo(Explanation.Decision.NONE);
  }

  @Test
  void thePictureIsXmlAndSaysNothingPersonal() throws Exception {
    String svg = Waterfall.of(explained(0, 2));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    int bars = document.getElementsByTagName("rect").getLength();
    assertThat(bars).isEqualTo(City.schema().elements().size() + 2);
    assertThat(svg).doesNotContain("李红", "13911112222", "1990").contains("prefers-color-scheme");
  }

  @Test
  void whateverNamesThereAreIsEscaped() throws Exception {
    Line line = new Line("<a&b>", "\"'", 0.5, 0.1, 2.3, 0, 0, 2.3);
    Explanation explanation =
        new Explanation(
            "v<1>",
            0,
            List.of(line),
            2.3,
            new Thresholds(8, 2, -9),
            Optional.of("a & b"),
            Explanation.Decision.REVIEW);
    String svg = Waterfall.of(explanation);
    assertThat(svg)
        .contains("&lt;a&amp;b&gt;", "&quot;&apos;", "a &amp; b")
        .doesNotContain("<a&b>");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg))))
        .isNotNull();
  }
}
