package org.yima.index.matching.weight;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.schema.Schema;

/** How often values are met in a population, by which rare ones weigh more. */
public interface Frequencies {
  /** How many records have a value in the column. */
  double present(String column);

  /**
   * How many have this one.
   *
   * @param code in the dictionary of the table that is scored
   */
  double count(String column, int code);

  /** Counted in the table that is scored: it is the population. */
  static Frequencies counted(Table table) {
    return new Frequencies() {
      @Override
      public double present(String column) {
        return table.present(table.column(column));
      }

      @Override
      public double count(String column, int code) {
        return table.count(table.column(column), code);
      }
    };
  }

  /**
   * Counts that were taken of a whole population, kept as data, for a table of a few of its
   * records.
   *
   * @param present for every column how many records have a value
   * @param counts for every column how many have each of the values that are not rare
   */
  record Taken(Map<String, Integer> present, Map<String, Map<String, Integer>> counts) {
    /** Takes the counts of all columns that weigh by frequency; values below {@code least} go. */
    public static Taken of(Schema schema, Table table, int least) {
      Map<String, Integer> present = new LinkedHashMap<>();
      Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
      schema.elements().stream()
          .flatMap(element -> element.frequencies().values().stream())
          .distinct()
          .sorted()
          .forEach(
              column -> {
                int at = table.column(column);
                present.put(column, table.present(at));
                Map<String, Integer> of = new LinkedHashMap<>();
                for (int code = 1; code < table.dictionary(at).size(); code++) {
                  if (table.count(at, code) >= least) {
                    of.put(table.dictionary(at).value(code), table.count(at, code));
                  }
                }
                counts.put(column, of);
              });
      return new Taken(present, counts);
    }

    /**
     * Reads the text form: a line of column, tab, records with a value for every column; a line of
     * column, tab, value, tab, records for every value. Lines that begin with {@code #} are
     * comments.
     */
    public static Taken parse(String text) {
      Map<String, Integer> present = new LinkedHashMap<>();
      Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> read(line.split("\t", -1), present, counts));
      return new Taken(present, counts);
    }

    private static void read(
        String[] parts, Map<String, Integer> present, Map<String, Map<String, Integer>> counts) {
      if (parts.length == 2) {
        present.put(parts[0], Integer.parseInt(parts[1]));
        counts.put(parts[0], new LinkedHashMap<>());
      } else if (parts.length == 3 && counts.containsKey(parts[0])) {
        counts.get(parts[0]).put(parts[1], Integer.parseInt(parts[2]));
      } else {
        throw new IllegalArgumentException("a line of frequencies");
      }
    }

    /** The text form, which {@link #parse} reads back to an equal value. */
    public String text() {
      StringBuilder text = new StringBuilder();
      present.forEach(
          (column, records) -> {
            text.append(column).append('\t').append(records).append('\n');
            counts
                .getOrDefault(column, Map.of())
                .forEach(
                    (value, count) -> text.append(column + '\t' + value + '\t' + count + '\n'));
          });
      return text.toString();
    }

    /** The counts by the codes of another table. */
    public Frequencies over(Table table) {
      return new Frequencies() {
        @Override
        public double present(String column) {
          return present.getOrDefault(column, 0);
        }

        @Override
        public double count(String column, int code) {
          String value = table.dictionary(table.column(column)).value(code);
          return counts.getOrDefault(column, Map.of()).getOrDefault(value, 0);
        }
      };
    }
  }
}
