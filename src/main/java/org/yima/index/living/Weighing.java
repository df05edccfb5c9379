package org.yima.index.living;

import java.util.List;
import org.yima.index.SourceRecord;
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
 * @param nobodys values that nobody is compared by
 * @param engine the name of all of it but the weights
 */
public record Weighing(
    Schema schema, Weights weights, Frequencies.Taken frequencies, Nobodys nobodys, Engine engine) {
  /** As shipped. */
  public static Weighing shipped() {
    return new Weighing(
        City.schema(), City.weights(), City.frequencies(), Nobodys.NONE, Engine.shipped());
  }

  /** The same with other weights. */
  public Weighing with(Weights others) {
    return new Weighing(schema, others, frequencies, nobodys, engine);
  }

  /** The same where some values stand for nothing. */
  Weighing without(Nobodys others) {
    return new Weighing(schema, weights, frequencies, others, engine);
  }

  /** The same under another name of the engine. */
  Weighing by(Engine other) {
    return new Weighing(schema, weights, frequencies, nobodys, other);
  }

  /** The same by other counts, to explain what was weighed by them. */
  Weighing counting(Frequencies.Taken others) {
    return new Weighing(schema, weights, others, nobodys, engine);
  }

  /** Refuses weights, by an {@link IllegalArgumentException}, that are not of the schema. */
  public void mustFit() {
    if (!over(table(List.of())).weights().schema().equals(schema.name())) {
      throw new IllegalArgumentException("weights of another schema");
    }
  }

  /** Many records in a table of their own, without what is nobody's. */
  public Table beside(List<SourceRecord> records, Workers workers) {
    Table table = schema.table();
    table.add(records.stream().map(nobodys::without).map(CityRow::of).toList(), workers);
    return table;
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
