package org.yima.index.matching.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The table against plain lists of strings. */
class TableTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("first", "words", row -> row[0]),
          Column.of("second", "words", row -> row[1]),
          Column.derived("start", "first", word -> word.substring(0, 1)));

  private static List<String[]> rows(long seed, int count) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new String[] {word(chance), word(chance)});
    }
    return rows;
  }

  private static String word(SplittableRandom chance) {
    int number = chance.nextInt(9000);
    return number % 7 == 0 ? "" : Integer.toString(number, 36);
  }

  @Test
  void whatGoesInComesOut() {
    List<String[]> rows = rows(1, 20_000);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Table table = new Table(COLUMNS);
      table.add(rows.subList(0, 7), Workers.alone());
      table.add(rows.subList(7, 12_345), Workers.on(two));
      table.add(rows.subList(12_345, rows.size()), Workers.on(two));
      assertThat(table.size()).isEqualTo(rows.size());
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        String[] row = rows.get(i);
        assertThat(table.value(i, 0)).isEqualTo(row[0]);
        assertThat(table.value(i, 1)).isEqualTo(row[1]);
        assertThat(table.value(i, 2)).isEqualTo(row[0].isEmpty() ? "" : row[0].substring(0, 1));
        assertThat(table.code(i, 0) == table.code(i, 1)).isEqualTo(row[0].equals(row[1]));
        counts.merge(row[0], 1, Integer::sum);
      }
      Dictionary words = table.dictionary(0);
      counts.forEach(
          (word, count) -> assertThat(table.count(0, words.find(word))).isEqualTo(count));
      assertThat(table.present(0)).isEqualTo(rows.size() - counts.get(""));
    } finally {
      two.shutdown();
    }
  }

  @Test
  void aFeatureIsToldOfEveryValueOnce() {
    List<String> told = new ArrayList<>();
    final class Heard implements Feature {
      @Override
      public void added(int code, String value) {
        assertThat(code).isEqualTo(told.size() + 1);
        told.add(value);
      }
    }
    Dictionary words = new Dictionary();
    assertThat(words.add("a")).isEqualTo(1);
    assertThat(words.feature(Heard.class, Heard::new)).isNotNull();
    assertThat(words.add("b")).isEqualTo(2);
    assertThat(words.add("a")).isEqualTo(1);
    assertThat(words.add("")).isEqualTo(Dictionary.MISSING);
    assertThat(words.find("c")).isEqualTo(Dictionary.MISSING);
    assertThat(told).containsExactly("a", "b");
  }

  @Test
  void excludedValuesAreMissing() {
    Table table = new Table(COLUMNS);
    table.add(rows(2, 3_000), Workers.alone());
    int code = table.code(1, 1) == 0 ? table.code(2, 1) : table.code(1, 1);
    int had = table.count(1, code);
    BitSet codes = new BitSet();
    codes.set(code);
    assertThat(table.exclude(1, codes)).isEqualTo(had).isPositive();
    assertThat(table.count(1, code)).isZero();
  }

  /** Equal rows have equal keys, whatever their place; others hardly ever. */
  @Test
  void theKeyFollowsFromTheRow() {
    List<String[]> rows = rows(3, 2_000);
    Table table = new Table(COLUMNS);
    table.add(rows, Workers.alone());
    Map<String, Long> keys = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Long known = keys.putIfAbsent(rows.get(i)[0] + "|" + rows.get(i)[1], table.key(i));
      assertThat(known == null || known == table.key(i)).isTrue();
    }
    assertThat(keys.values()).doesNotHaveDuplicates();
  }
}
