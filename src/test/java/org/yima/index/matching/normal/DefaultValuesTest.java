package org.yima.index.matching.normal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

class DefaultValuesTest {
  private static Table table() {
    Table table =
        new Table(
            List.of(
                Column.of("name", row -> row[0]),
                Column.of("phone", row -> row[1]),
                Column.of("birth", row -> row[2])));
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String phone = i % 50 == 0 ? "13900000001" : "139" + (10_000_000 + i / 4);
      String birth = i % 20 == 0 ? "19800101" : Integer.toString(19500000 + i % 700);
      rows.add(new String[] {"n" + i % 900, phone, birth});
    }
    // One person who comes every week: many records, one name.
    for (int i = 0; i < 60; i++) {
      rows.add(new String[] {"regular", "13977777777", "19660606"});
    }
    table.add(rows, Workers.alone());
    return table;
  }

  private static List<String> values(Table table, List<DefaultValues.Suspect> suspects) {
    return suspects.stream()
        .map(s -> table.dictionary(table.column(s.column())).value(s.code()))
        .toList();
  }

  @Test
  void aNumberOfManyNamesIsNobodys() {
    Table table = table();
    List<DefaultValues.Suspect> suspects = DefaultValues.shared(table, "phone", "name", 10);
    assertThat(values(table, suspects)).containsExactly("13900000001");
    assertThat(suspects.get(0).records()).isEqualTo(60);
  }

  @Test
  void aDayFarAboveAllOthersIsADefault() {
    Table table = table();
    assertThat(values(table, DefaultValues.peaks(table, "birth", 5, 100)))
        .containsExactly("19800101");
  }

  @Test
  void whatIsExcludedIsMissing() {
    Table table = table();
    List<DefaultValues.Suspect> suspects = DefaultValues.shared(table, "phone", "name", 10);
    int before = table.present(1);
    assertThat(DefaultValues.exclude(table, suspects)).isEqualTo(60);
    assertThat(table.present(1)).isEqualTo(before - 60);
    assertThat(table.value(0, 1)).isEmpty();
    assertThat(DefaultValues.shared(table, "phone", "name", 10)).isEmpty();
  }
}
