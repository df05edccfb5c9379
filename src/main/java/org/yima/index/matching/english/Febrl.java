package org.yima.index.matching.english;

import java.util.List;
import java.util.Optional;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.compare.Day;
import org.yima.index.matching.compare.Digits;
import org.yima.index.matching.compare.Equal;
import org.yima.index.matching.compare.Words;
import org.yima.index.matching.normal.Text;
import org.yima.index.matching.rule.RuleTable;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.Schema;

/** The schema of the FEBRL sets: English names, Australian addresses. */
public final class Febrl {
  /** The fields of a row; {@code source} is the file, where two files are linked. */
  public static final List<String> FIELDS =
      List.of(
          "source",
          "given_name",
          "surname",
          "street_number",
          "address_1",
          "address_2",
          "suburb",
          "postcode",
          "state",
          "date_of_birth",
          "soc_sec_id");

  private static final int CAP = 200;

  private Febrl() {}

  /** One file that has people twice, or two files each of which has nobody twice. */
  public static Schema schema(boolean twoFiles) {
    return new Schema(
        "febrl",
        FIELDS,
        columns(),
        elements(),
        List.of(),
        keys(),
        RuleTable.none(),
        twoFiles ? Optional.of("source") : Optional.empty());
  }

  private static List<Column> columns() {
    return List.of(
        words("source", "source"),
        words("given_name", "name"),
        words("surname", "name"),
        number("street_number"),
        words("address_1", "address"),
        words("address_2", "address"),
        words("suburb", "suburb"),
        number("postcode"),
        words("state", "state"),
        number("date_of_birth"),
        number("soc_sec_id"),
        Column.derived("given_sound", "given_name", Febrl::start),
        Column.derived("surname_sound", "surname", Febrl::start),
        Column.derived("street", "address_1", Febrl::start));
  }

  private static Column words(String name, String dictionary) {
    int field = FIELDS.indexOf(name);
    return Column.of(
        name,
        dictionary,
        row -> row[field] == null ? "" : Text.lower(Text.unspaced(Text.nfkc(row[field]))));
  }

  private static Column number(String name) {
    int field = FIELDS.indexOf(name);
    return Column.of(
        name, row -> row[field] == null ? "" : Text.lettersAndDigits(Text.nfkc(row[field])));
  }

  /** The first four letters, in which a name is seldom misspelt. */
  private static String start(String name) {
    return name.substring(0, Math.min(4, name.length()));
  }

  private static List<Element> elements() {
    return List.of(
        Element.of("soc_sec_id", new Digits("soc_sec_id")),
        Element.of("date_of_birth", new Day("date_of_birth")),
        name("surname", "given_name"),
        name("given_name", "surname"),
        line("address_1", Optional.of("address_2")),
        line("address_2", Optional.of("address_1")),
        line("suburb", Optional.empty()),
        Element.rare("postcode", new Digits("postcode"), "postcode"),
        Element.rare("street_number", new Digits("street_number"), "street_number"),
        Element.of("state", new Equal("state")));
  }

  private static Element name(String column, String other) {
    return Element.rare(column, words(column, Optional.of(other)), column);
  }

  private static Element line(String column, Optional<String> other) {
    return Element.rare(column, words(column, other), column);
  }

  private static Comparison words(String column, Optional<String> other) {
    return new Words(column, other, 0.9, 0.75);
  }

  private static List<BlockKey> keys() {
    return List.of(
        BlockKey.of(CAP, "soc_sec_id"),
        BlockKey.of(CAP, "date_of_birth"),
        new BlockKey(
            "both names",
            List.of(List.of("given_name", "surname"), List.of("surname", "given_name")),
            List.of(),
            CAP),
        BlockKey.of(CAP, "surname", "postcode"),
        BlockKey.of(CAP, "given_name", "postcode"),
        BlockKey.of(CAP, "surname", "suburb"),
        BlockKey.of(CAP, "given_name", "suburb"),
        BlockKey.of(CAP, "address_1", "street_number"),
        BlockKey.of(CAP, "surname_sound", "street"),
        BlockKey.of(CAP, "given_sound", "street"),
        BlockKey.of(CAP, "given_sound", "surname_sound"));
  }
}
