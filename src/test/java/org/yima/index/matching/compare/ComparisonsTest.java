package org.yima.index.matching.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

/** Tables of pairs and their levels, and what holds for all pairs. */
class ComparisonsTest {
  private static final int ROUNDS = 20_000 * Integer.getInteger("yima.scale", 1);

  private static final List<Column> COLUMNS =
      List.of(Column.of("a", "shared", row -> row[0]), Column.of("b", "shared", row -> row[1]));

  private static String level(Comparison comparison, String[] left, String[] right) {
    Table table = new Table(COLUMNS);
    table.add(List.of(left, right), Workers.alone());
    Comparison.Compared compared = comparison.over(table);
    int there = compared.level(table.page(0), table.offset(0), table.page(1), table.offset(1));
    int back = compared.level(table.page(1), table.offset(1), table.page(0), table.offset(0));
    assertThat(there).isEqualTo(back);
    return there == 0 ? "missing" : comparison.levels().get(there - 1);
  }

  private static void check(Comparison comparison, String rows) {
    rows.lines()
        .forEach(
            row -> {
              String[] parts = row.split("\\|", -1);
              String[] left = {parts[0].strip(), parts[1].strip()};
              String[] right = {parts[2].strip(), parts[3].strip()};
              assertThat(level(comparison, left, right)).as(row).isEqualTo(parts[4].strip());
            });
  }

  @Test
  void digits() {
    check(
        new Digits("a"),
        """
        5304218 | | 5304218 | | exact
        5304218 | | 5304219 | | one slip
        5304218 | | 5304128 | | one slip
        5304218 | | 530418  | | one slip
        5304218 | | 5304281 | | one slip
        5304218 | | 8304211 | | differs
        5304218 | |         | | missing
                | |         | | missing
        """);
  }

  @Test
  void days() {
    check(
        new Day("a"),
        """
        19840312 | | 19840312 | | exact
        19840312 | | 19841203 | | day and month
        19840312 | | 19840313 | | one slip
        19840312 | | 19480312 | | one slip
        19840312 | | 19840321 | | one slip
        19840312 | | 19840327 | | one part
        19840312 | | 19910312 | | one part
        19840312 | | 19911103 | | differs
        19840312 | |          | | missing
        """);
  }

  @Test
  void words() {
    check(
        new Words("a", Optional.of("b"), 0.9, 0.75),
        """
        michaela | neumann | michaela | newman  | exact
        michaela | neumann | neumann  | michaela| exchanged
        michaela | neumann | neumann  |         | exchanged
        michaela | neumann | michael  | neumann | close
        michaela | neumann | mihcaela | neumann | close
        michaela | neumann | mitchel  | neumann | similar
        michaela | neumann | john     | neumann | differs
                 | neumann | john     | neumann | missing
        li       | wang    | lu       | wang    | differs
        """);
  }

  @Test
  void numbersOfWhichThereAreSeveral() {
    check(
        new Shared(List.of("a", "b")),
        """
        13911112222 |             | 13911112222 |             | exact
        13911112222 | 13933334444 | 13955556666 | 13911112222 | exact
        13911112222 |             | 13955556666 | 13911112223 | one slip
        13911112222 |             | 13955556666 |             | differs
                    |             | 13955556666 |             | missing
        """);
  }

  @Test
  void similarityAsPublished() {
    assertThat(Similarity.jaro("martha", "marhta")).isEqualTo(0.944, offset(0.001));
    assertThat(Similarity.jaroWinkler("martha", "marhta")).isEqualTo(0.961, offset(0.001));
    assertThat(Similarity.jaroWinkler("dwayne", "duane")).isEqualTo(0.840, offset(0.001));
    assertThat(Similarity.jaroWinkler("dixon", "dicksonx")).isEqualTo(0.813, offset(0.001));
    assertThat(Similarity.jaro("abc", "xyz")).isZero();
  }

  @Test
  void everyComparisonIsSymmetricAndKnowsEqualValues() {
    SplittableRandom chance = new SplittableRandom(20261121);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      rows.add(new String[] {word(chance), word(chance)});
    }
    Table table = new Table(COLUMNS);
    table.add(rows, Workers.alone());
    List<Comparison> comparisons =
        List.of(
            new Equal("a"),
            new Digits("a"),
            new Day("a"),
            new Words("a", Optional.of("b"), 0.9, 0.75),
            new Shared(List.of("a", "b")));
    for (Comparison comparison : comparisons) {
      Comparison.Compared compared = comparison.over(table);
      for (int i = 0; i < ROUNDS; i++) {
        int x = chance.nextInt(rows.size());
        int y = chance.nextInt(rows.size());
        int level = compared.level(table.page(x), table.offset(x), table.page(y), table.offset(y));
        assertThat(level)
            .as("%s %d %d", comparison, x, y)
            .isEqualTo(
                compared.level(table.page(y), table.offset(y), table.page(x), table.offset(x)))
            .isBetween(0, comparison.levels().size());
        if (table.code(x, 0) != 0 && table.code(x, 0) == table.code(y, 0)) {
          assertThat(level).isEqualTo(1);
        }
      }
    }
  }

  /** Few letters and short, so that near misses are common. */
  private static String word(SplittableRandom chance) {
    StringBuilder word = new StringBuilder();
    for (int i = chance.nextInt(9); i > 0; i--) {
      word.append((char) ('1' + chance.nextInt(3)));
    }
    return word.toString();
  }

  @Test
  void aSlipIsCountedOnce() {
    assertThat(Slip.between("abcd", "abcd")).isEqualTo(Slip.NONE);
    assertThat(Slip.between("abcd", "abxd")).isEqualTo(Slip.SUBSTITUTED);
    assertThat(Slip.between("abcd", "acbd")).isEqualTo(Slip.EXCHANGED);
    assertThat(Slip.between("abcd", "abd")).isEqualTo(Slip.DROPPED);
    assertThat(Slip.between("aab", "aaab")).isEqualTo(Slip.DROPPED);
    assertThat(Slip.between("abcd", "badc")).isEqualTo(Slip.MORE);
    assertThat(Slip.between("", "ab")).isEqualTo(Slip.MORE);
  }
}
