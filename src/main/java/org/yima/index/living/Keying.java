package org.yima.index.living;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.chinese.Names;
import org.yima.index.matching.chinese.Phones;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;
import org.yima.index.store.Block;
import org.yima.index.store.Caps;
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

  private static final List<String> PHONES = List.of("phone", "other phone");

  /** The column that has a value for children without a name alone. */
  private static final String CHILD = "child";

  /**
   * Raised when the form of what is hashed changes: blocks of before and after never meet. Where
   * normalising changes, weighing anew lets each record into the blocks that it then wants.
   */
  private static final String PURPOSE = "index-block-1";

  static final int DOCUMENT_CAP = Caps.DOCUMENT;

  private static final int BYTES = 16;

  private final Schema schema = City.schema();
  private final Sealed sealed;
  private final BlindIndex index;
  private final Nobodys nobodys;

  @Inject
  Keying(Sealed sealed, BlindIndex index, DefaultsConfig defaults) {
    this(sealed, index, defaults.nobodys());
  }

  /** With keys to hash by, where no value is listed. */
  public Keying(Sealed sealed, BlindIndex index) {
    this(sealed, index, Nobodys.NONE);
  }

  private Keying(Sealed sealed, BlindIndex index, Nobodys nobodys) {
    this.nobodys = nobodys;
    this.sealed = sealed;
    this.index = index;
  }

  /** The blocks of each of these records. */
  public List<List<Block>> of(List<SourceRecord> records) {
    Table table = schema.table();
    table.add(
        records.stream().map(nobodys::butDocument).map(CityRow::of).toList(), Workers.alone());
    List<List<Block>> blocks = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      blocks.add(of(records.get(i), table, i));
    }
    return blocks;
  }

  /**
   * Those of a record's blocks that tell, when they are full, that what it gives is everybody's, as
   * {@link Candidates#known} asks for them. Only a child without a name needs a table for it.
   */
  List<Block> crowds(SourceRecord record) {
    if (Names.parse(record.name()).isUnnamed()) {
      return of(List.of(record)).get(0);
    }
    int cap = phone().cap();
    Stream<Block> phones =
        nobodys
            .butDocument(record)
            .phones()
            .map(Phones::normal)
            .filter(phone -> !phone.isEmpty())
            .distinct()
            .map(phone -> hashed(PHONE, phone, cap));
    return Stream.concat(document(record), phones).toList();
  }

  private BlockKey phone() {
    return schema.keys().stream().filter(key -> key.name().equals(PHONE)).findFirst().orElseThrow();
  }

  private Stream<Block> document(SourceRecord record) {
    return record
        .document()
        .map(d -> Block.of(Block.DOCUMENT, sealed.document(d), DOCUMENT_CAP))
        .stream();
  }

  /** The blocks of a record that stands in a row of a table. */
  List<Block> of(SourceRecord record, Table table, int row) {
    Stream<Block> others =
        schema.keys().stream()
            .filter(key -> !key.name().equals(Block.DOCUMENT))
            .flatMap(key -> of(key, table, row));
    return Stream.of(document(record), others, newborns(table, row))
        .flatMap(blocks -> blocks)
        .distinct()
        .toList();
  }

  /** For each phone of a child without a name one of its hospital's cards, and one of all. */
  private Stream<Block> newborns(Table table, int row) {
    return table.code(row, table.column(CHILD)) == 0
        ? Stream.empty()
        : PHONES.stream()
            .flatMap(
                phone -> Block.OF_WARDS.stream().flatMap(name -> ward(name, phone, table, row)));
  }

  private Stream<Block> ward(String name, String phone, Table table, int row) {
    return values(table, row, ofWard(name, phone))
        .map(values -> hashed(name, values, Caps.of(name)))
        .stream();
  }

  private static List<String> ofWard(String name, String phone) {
    return name.equals(Block.NEWBORNS) ? List.of(phone) : List.of(phone, "domain");
  }

  /**
   * The blocks of all records of a table, one kind for each name.
   *
   * @param document the column that holds what is hashed of a document
   */
  List<BlockKind> kinds(Table table, String document) {
    List<BlockKind> kinds = new ArrayList<>();
    kinds.add(
        new BlockKind(
            Block.DOCUMENT,
            DOCUMENT_CAP,
            table,
            List.of(List.of(document)),
            Optional.empty(),
            values -> index.of(DocumentKey.PURPOSE, values)));
    for (BlockKey key : schema.keys()) {
      if (!key.name().equals(Block.DOCUMENT)) {
        kinds.add(kind(key.name(), key.cap(), table, key.alternatives()));
        if (!key.refinement().isEmpty()) {
          List<List<String>> finer =
              key.alternatives().stream()
                  .map(columns -> Stream.concat(columns.stream(), key.refinement().stream()))
                  .map(Stream::toList)
                  .toList();
          kinds.add(kind(key.name() + Caps.DIVIDED, key.cap(), table, finer));
        }
      }
    }
    for (String name : Block.OF_WARDS) {
      List<List<String>> ways = PHONES.stream().map(phone -> ofWard(name, phone)).toList();
      kinds.add(
          new BlockKind(
              name, Caps.of(name), table, ways, Optional.of(CHILD), values -> hash(name, values)));
    }
    return kinds;
  }

  private BlockKind kind(String name, int cap, Table table, List<List<String>> alternatives) {
    return new BlockKind(
        name, cap, table, alternatives, Optional.empty(), values -> hash(name, values));
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
                        hashed(key.name() + Caps.DIVIDED, values.get() + '\n' + finer, key.cap())));
      }
    }
    return blocks.stream();
  }

  private Block hashed(String name, String values, int cap) {
    return Block.of(name, hash(name, values), cap);
  }

  private byte[] hash(String name, String values) {
    return Arrays.copyOf(index.of(PURPOSE, name + '\n' + values), BYTES);
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
