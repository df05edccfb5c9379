package org.yima.index.matching.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.compare.Equal;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.rule.RuleTable;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.NullPolicy;
import org.yima.index.matching.schema.Schema;

/** What it says that one of two does not know a value: nothing, or what its weights say. */
class NullPolicyTest {
  private static final Weights WEIGHTS =
      Weights.parse(
          """
          version	v
          schema	two
          prior	-1.0
          link	10.0
          review	6.0
          contradiction	-8.0
          a	exact	0.4	0.01
          a	differs	0.1	0.94
          a	missing	0.5	0.05
          b	exact	0.9	0.1
          b	differs	0.1	0.9
          """);

  private static Schema schema(NullPolicy ofA) {
    return new Schema(
        "two",
        List.of("a", "b"),
        List.of(Column.of("a", row -> row[0]), Column.of("b", row -> row[1])),
        List.of(Element.of("a", new Equal("a")).with(ofA), Element.of("b", new Equal("b"))),
        List.of(),
        List.of(),
        RuleTable.none(),
        Optional.empty());
  }

  private static double score(NullPolicy ofA, String a, String b) {
    Schema schema = schema(ofA);
    Table table = schema.table();
    table.add(List.of(new String[] {"x", "y"}, new String[] {a, b}), Workers.alone());
    Model model = new Model(schema, WEIGHTS, table);
    double score = Explanation.of(model, table, 0, 1).score();
    assertThat(Explanation.of(model, table, 1, 0).score()).isEqualTo(score);
    return score;
  }

  @Test
  void aMissingValueWeighsAsItsElementHasIt() {
    assertThat(score(NullPolicy.NEUTRAL, "", "y")).isCloseTo(-1 + Bits.log2(9), offset(1e-9));
    assertThat(score(NullPolicy.EVIDENCE, "", "y"))
        .isCloseTo(-1 + Bits.log2(10) + Bits.log2(9), offset(1e-9));
    assertThat(score(NullPolicy.EVIDENCE, "", ""))
        .as("b says nothing where it is missing")
        .isCloseTo(-1 + Bits.log2(10), offset(1e-9));
  }

  @Test
  void aKnownValueWeighsAlike() {
    for (String known : List.of("x", "z")) {
      assertThat(score(NullPolicy.EVIDENCE, known, "y"))
          .isEqualTo(score(NullPolicy.NEUTRAL, known, "y"));
    }
  }
}
