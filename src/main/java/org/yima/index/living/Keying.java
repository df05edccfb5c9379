package org.yima.index.living;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.index.SourceRecord;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;
import org.yima.index.store.Block;
import org.yima.index.store.Sealed;
import org.yima.platform.BlindIndex;

/**
 * In which blocks a record stands: one for every key of the engine's schema whose values it has,
 * hashed. A key whose full blocks the engine divides gives two, the second with the values by which
 * it is divided: where the first is full, the second is still looked into. The document's key is
 * that of {@link Sealed#document}, which finds records by their document.
 */
@ApplicationScoped
public class Keying {
  /** The name of the block of all who give one phone number. */
  static final String PHONE = "phone";

  /** Raised when normalising changes: blocks of before and after never meet. */
  private static final String PURPOSE = "index-block-1";

  /**
   * More records than one person has cards: a document that more give than this is nobody's to
   * compare by.
   */
  static final int DOCUMENT_CAP = 256;

  private static final String DIVIDED = " divided";
  private static final int BYTES = 16;

  private final Schema schema = City.schema();
  private final Sealed sealed;
  private final BlindIndex index;

  Keying(Sealed sealed, BlindIndex index) {
    this.sealed = sealed;
    this.index = index;
  }

  /** The blocks of each of these records. */
  public List<List<Block>> of(List<SourceRecord> records) {
    Table table = schema.table();
    table.add(records.stream().map(CityRow::of).toList(), Workers.alone());
    List<List<Block>> blocks = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      blocks.add(of(records.get(i), table, i));
    }
    return blocks;
  }

  /** The blocks of a record that stands in a row of a table. */
  List<Block> of(SourceRecord record, Table table, int row) {
    Stream<Block> document =
        record
            .document()
            .map(d -> Block.of(Block.DOCUMENT, sealed.document(d), DOCUMENT_CAP))
            .stream();
    Stream<Block> others =
        schema.keys().stream()
            .filter(key -> !key.name().equals(Block.DOCUMENT))
            .flatMap(key -> of(key, table, row));
    return Stream.concat(document, others).distinct().toList();
  }

  private Stream<Block> of(BlockKey key, Table table, int row) {
    List<Block> blocks = new ArrayList<>();
    for (List<String> columns : key.alternatives()) {
      Optional<String> values = values(table, row, columns);
      values.ifPresent(v -> blocks.add(hashed(key.name(), v, key.cap())));
      if (values.isPresent() && !key.refinement().isEmpty()) {
        values(table, row, key.refinement())
            .ifPresent(
                finer ->
                    blocks.add(
                        hashed(key.name() + DIVIDED, values.get() + '\n' + finer, key.cap())));
      }
    }
    return blocks.stream();
  }

  private Block hashed(String name, String values, int cap) {
    return Block.of(name, Arrays.copyOf(index.of(PURPOSE, name + '\n' + values), BYTES), cap);
  }

  /** Nothing when one is missing. */
  private static Optional<String> values(Table table, int row, List<String> columns) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String value = table.value(row, table.column(columns.get(i)));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.append(i == 0 ? "" : "\n").append(value);
    }
    return Optional.of(values.toString());
  }
}
