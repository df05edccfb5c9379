package org.yima.index.living;

import java.util.List;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Frequencies;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Weights;

/**
 * By what records are compared and weighed.
 *
 * @param frequencies of the population that the weights were trained on
 */
public record Weighing(Schema schema, Weights weights, Frequencies.Taken frequencies) {
  /** As shipped. */
  public static Weighing shipped() {
    return new Weighing(City.schema(), City.weights(), City.frequencies());
  }

  /** The same with other weights. */
  public Weighing with(Weights others) {
    return new Weighing(schema, others, frequencies);
  }

  /** Refuses weights, by an {@link IllegalArgumentException}, that are not of the schema. */
  public void mustFit() {
    if (!over(table(List.of())).weights().schema().equals(schema.name())) {
      throw new IllegalArgumentException("weights of another schema");
    }
  }

  Table table(List<String[]> rows) {
    Table table = schema.table();
    table.add(rows, Workers.alone());
    return table;
  }

  Model over(Table table) {
    return new Model(schema, weights, table, frequencies.over(table));
  }
}
