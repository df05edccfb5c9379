package org.yima.index.matching.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

/** The pairs of the blocks against those found by looking at every pair. */
class BlocksTest {
  private static final int ROUNDS = 40 * Integer.getInteger("yima.scale", 1);
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("a", "shared", row -> row[0]),
          Column.of("b", "shared", row -> row[1]),
          Column.of("c", row -> row[2]));
  private static final List<BlockKey> KEYS =
      List.of(
          BlockKey.of(1000, "a", "c"),
          new BlockKey("either", List.of(List.of("a"), List.of("b")), List.of(), 1000),
          BlockKey.of(1000, "c"));

  private static Table table(long seed, int records, int values) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      rows.add(
          new String[] {value(chance, values), value(chance, values), value(chance, values * 3)});
    }
    Table table = new Table(COLUMNS);
    table.add(rows.subList(0, records / 2), Workers.alone());
    table.add(rows.subList(records / 2, records), Workers.alone());
    return table;
  }

  private static String value(SplittableRandom chance, int values) {
    int value = chance.nextInt(values);
    return value == 0 ? "" : "v" + value;
  }

  private static List<Long> found(Blocks blocks) {
    List<Long> pairs = new ArrayList<>();
    for (Blocks.Part part : blocks.parts()) {
      blocks.pairs(
          part,
          (left, right) -> pairs.add((long) Math.min(left, right) << 32 | Math.max(left, right)));
    }
    return pairs;
  }

  private static boolean agree(Table table, int i, int j) {
    int a = table.code(i, 0);
    int b = table.code(i, 1);
    int otherA = table.code(j, 0);
    int otherB = table.code(j, 1);
    boolean either =
        (a != 0 && (a == otherA || a == otherB)) || (b != 0 && (b == otherA || b == otherB));
    boolean c = table.code(i, 2) != 0 && table.code(i, 2) == table.code(j, 2);
    return either || c;
  }

  @Test
  void everyPairThatAgreesIsFoundOnce() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Table table = table(seed, 90, 12);
      Set<Long> expected = new HashSet<>();
      for (int i = 0; i < table.size(); i++) {
        for (int j = i + 1; j < table.size(); j++) {
          if (agree(table, i, j)) {
            expected.add((long) i << 32 | j);
          }
        }
      }
      Blocks blocks = Blocks.of(table, KEYS, Workers.alone());
      List<Long> found = found(blocks);
      assertThat(found).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(new HashSet<>(found)).isEqualTo(expected);
      for (int i = 0; i < table.size(); i++) {
        for (int j = i + 1; j < table.size(); j++) {
          assertThat(blocks.keyOf(i, j) >= 0).isEqualTo(expected.contains((long) i << 32 | j));
        }
      }
    }
  }

  @Test
  void whatACapDropsIsReported() {
    Table table = table(1, 300, 4);
    BlockKey key = BlockKey.of(30, "c");
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      if (table.code(i, 2) != 0) {
        sizes.merge(table.code(i, 2), 1, Integer::sum);
      }
    }
    long kept = sizes.values().stream().filter(s -> s <= 30).mapToLong(s -> s * (s - 1L) / 2).sum();
    long dropped =
        sizes.values().stream().filter(s -> s > 30).mapToLong(s -> s * (s - 1L) / 2).sum();
    KeyReport report = Blocks.of(table, List.of(key), Workers.alone()).reports().get(0);
    assertThat(report.pairs()).isEqualTo(kept);
    assertThat(report.droppedPairs()).isEqualTo(dropped).isPositive();
    assertThat(report.largest()).isEqualTo(sizes.values().stream().max(Integer::compare).get());
    KeyReport refined =
        Blocks.of(table, List.of(key.refinedBy("a")), Workers.alone()).reports().get(0);
    assertThat(refined.divided()).isPositive();
    assertThat(refined.droppedPairs()).isLessThan(dropped);
  }
}
