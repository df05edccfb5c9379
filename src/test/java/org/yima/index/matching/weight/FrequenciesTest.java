package org.yima.index.matching.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.explain.Line;

class FrequenciesTest {
  private static String[] row(String name, int number) {
    String[] row = new String[City.FIELDS.size()];
    Arrays.fill(row, "");
    row[City.FIELDS.indexOf("name")] = name;
    row[City.FIELDS.indexOf("card")] = Integer.toString(number);
    return row;
  }

  /** 5,000 people called 王芳, two called 仇甯, and others. */
  private static List<String[]> population() {
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(row(i % 10 == 0 ? "王芳" : "人" + (char) (0x4E00 + i % 5000), i));
    }
    rows.add(row("仇甯", 1));
    rows.add(row("仇宁", 2));
    return rows;
  }

  private static double adjustment(Model model, Table table, int left, int right) {
    return Explanation.of(model, table, left, right).lines().stream()
        .filter(line -> line.element().equals("name"))
        .findFirst()
        .map(Line::adjustment)
        .orElseThrow();
  }

  @Test
  void aRareNameWeighsMoreThanACommonOne() {
    List<String[]> rows = population();
    Table table = City.schema().table();
    table.add(rows, Workers.alone());
    Model model = new Model(City.schema(), City.weights(), table);
    double rare = adjustment(model, table, rows.size() - 1, rows.size() - 2);
    double common = adjustment(model, table, 0, 10);
    // One person in ten against one in 25,000: eleven bits.
    assertThat(rare - common).isBetween(10.8, 11.4);
  }

  @Test
  void countsTakenOfThePopulationWeighAFewRecordsAlike() {
    List<String[]> rows = population();
    Table all = City.schema().table();
    all.add(rows, Workers.alone());
    Frequencies.Taken taken = Frequencies.Taken.of(City.schema(), all, 2);
    Table few = City.schema().table();
    few.add(List.of(rows.get(0), rows.get(10)), Workers.alone());
    Model whole = new Model(City.schema(), City.weights(), all);
    Model part = new Model(City.schema(), City.weights(), few, taken.over(few));
    assertThat(adjustment(part, few, 0, 1)).isCloseTo(adjustment(whole, all, 0, 10), offset(1e-6));
  }
}
