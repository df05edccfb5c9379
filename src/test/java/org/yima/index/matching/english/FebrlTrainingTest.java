package org.yima.index.matching.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.backtest.Counts;
import org.yima.index.matching.backtest.Curve;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.engine.Linkage;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Expectation;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Training;

/** Another language, weights out of the data alone: people made by chance are found again. */
class FebrlTrainingTest {
  private static final int PEOPLE = 1_500;

  private static String word(Random chance, int words) {
    Random of = new Random(chance.nextInt(words) * 31L + words);
    StringBuilder word = new StringBuilder();
    for (int i = 5 + of.nextInt(5); i > 0; i--) {
      word.append((char) ('a' + of.nextInt(26)));
    }
    return word.toString();
  }

  private static String digits(Random chance, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + chance.nextInt(10)));
    }
    return digits.toString();
  }

  private static String[] person(Random chance) {
    int born = 1920 + chance.nextInt(80);
    return new String[] {
      "a",
      word(chance, 300),
      word(chance, 800),
      Integer.toString(1 + chance.nextInt(200)),
      word(chance, 900) + " street",
      word(chance, 700),
      word(chance, 200),
      digits(chance, 4),
      List.of("nsw", "vic", "qld", "wa").get(chance.nextInt(4)),
      "%d%02d%02d".formatted(born, 1 + chance.nextInt(12), 1 + chance.nextInt(28)),
      digits(chance, 7)
    };
  }

  /** The same person in the other file, with two or three errors. */
  private static String[] again(String[] person, Random chance) {
    String[] row = person.clone();
    row[0] = "b";
    for (int errors = 2 + chance.nextInt(2); errors > 0; errors--) {
      int field = 1 + chance.nextInt(10);
      String value = row[field];
      if (chance.nextInt(4) == 0 || value.length() < 2) {
        row[field] = "";
      } else {
        int at = chance.nextInt(value.length() - 1);
        row[field] = value.substring(0, at) + value.charAt(at + 1) + value.substring(at + 1);
      }
    }
    if (chance.nextInt(30) == 0) {
      String given = row[1];
      row[1] = row[2];
      row[2] = given;
    }
    return row;
  }

  @Test
  void peopleAreFoundAgain() {
    Random chance = new Random(20261121);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      rows.add(person(chance));
    }
    for (int i = 0; i < PEOPLE; i++) {
      rows.add(again(rows.get(i), chance));
    }
    int[] truth = new int[rows.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = i % PEOPLE;
    }
    Schema schema = Febrl.schema(true);
    Table table = schema.table();
    table.add(rows, Workers.alone());
    Blocks blocks = Blocks.of(table, schema.keys(), Workers.alone());
    assertThat(new Truth(truth).covered(blocks)).isGreaterThan(0.99);
    Training training =
        Training.of(
            schema,
            table,
            blocks,
            new Training.Plan("test", new Thresholds(0, -40, -60), 200_000, 100_000, 1));
    assertThat(training.sessions()).allMatch(Expectation.Session::converged);
    assertThat(training.matches()).isBetween(PEOPLE * 0.6, PEOPLE * 1.2);
    Model model = new Model(schema, training.weights(), table);
    Linkage linkage =
        new Engine(schema, training.weights(), Workers.alone()).link(table, model, blocks);
    Counts even = Curve.of(linkage.edges(), new Truth(truth)).at(0);
    assertThat(even.precision()).isGreaterThan(0.995);
    assertThat(even.recall()).isGreaterThan(0.985);
  }
}
