package org.yima.index.living;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yima.index.matching.column.Mix;
import org.yima.index.matching.column.Table;
import org.yima.index.store.Block;

/**
 * The blocks of one name, of the records of a large table: two records stand in one where the codes
 * of their values are the same, so that a value that many have is hashed once.
 */
public final class BlockKind {
  /** So many codes are told apart by their mixture alone. */
  private static final int EXACT = 2;

  private final Block empty;
  private final Table table;
  private final int[][] columns;

  /** The column without whose value nobody stands in any of them; negative for none. */
  private final int only;

  private final Function<String, byte[]> hash;

  /**
   * Over a table.
   *
   * @param alternatives the columns in whose values records agree, in one way or another
   * @param only the column that a record must have a value of, whatever it is; empty for none
   * @param hash of the values, a line each
   */
  BlockKind(
      String name,
      int cap,
      Table table,
      List<List<String>> alternatives,
      Optional<String> only,
      Function<String, byte[]> hash) {
    empty = Block.of(name, new byte[0], cap);
    this.table = table;
    this.hash = hash;
    this.only = only.map(table::column).orElse(-1);
    columns =
        alternatives.stream()
            .map(names -> names.stream().mapToInt(table::column).toArray())
            .toArray(int[][]::new);
    for (int[] other : columns) {
      if (other.length != columns[0].length) {
        throw new IllegalStateException("ways of " + name + " that are not alike");
      }
      for (int i = 0; i < other.length; i++) {
        if (table.dictionary(other[i]) != table.dictionary(columns[0][i])) {
          throw new IllegalStateException("values of " + name + " that have no common codes");
        }
      }
    }
  }

  /** The name of the blocks. */
  public String name() {
    return empty.name();
  }

  /** As {@link Block#cap}. */
  public int cap() {
    return empty.cap();
  }

  /** As {@link Block#most}. */
  public int most() {
    return empty.most();
  }

  /** In how many ways a record comes to stand in one. */
  public int alternatives() {
    return columns.length;
  }

  /** How many records the table has. */
  public int records() {
    return table.size();
  }

  /** Two codes side by side, or a mixture of more; zero for a record that stands in none. */
  public long mixture(int place, int alternative) {
    int[] page = table.page(place);
    int offset = table.offset(place);
    int[] of = columns[alternative];
    if (only >= 0 && page[offset + only] == 0) {
      return 0;
    }
    if (of.length <= EXACT) {
      int first = page[offset + of[0]];
      int last = page[offset + of[of.length - 1]];
      return first == 0 || last == 0 ? 0 : (long) first << 32 | last;
    }
    long mixture = 0;
    for (int column : of) {
      int code = page[offset + column];
      if (code == 0) {
        return 0;
      }
      mixture = Mix.next(mixture, code);
    }
    return mixture == 0 ? 1 : mixture;
  }

  /** Whether two records that have all values, and one mixture of them, have the same ones. */
  public boolean agree(int one, int alternative, int other, int otherAlternative) {
    int[] left = columns[alternative];
    if (left.length <= EXACT) {
      return true;
    }
    int[] right = columns[otherAlternative];
    for (int i = 0; i < left.length; i++) {
      if (table.code(one, left[i]) != table.code(other, right[i])) {
        return false;
      }
    }
    return true;
  }

  /** The key of the block of a record that has all values. */
  public byte[] key(int place, int alternative) {
    StringBuilder values = new StringBuilder();
    for (int column : columns[alternative]) {
      values.append(values.isEmpty() ? "" : "\n").append(table.value(place, column));
    }
    return hash.apply(values.toString());
  }
}
