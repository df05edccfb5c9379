package org.yima.index.matching.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.yima.index.matching.column.Table;

/**
 * Finds values that stand for nothing: a clerk typed them to get on, or a program put them there.
 * Two signs, each for its kind of column. What only a few people can share, as a number, is given
 * away by how many different names carry it; what many share, as a day of birth, by how far it
 * stands above all others.
 */
public final class DefaultValues {
  private DefaultValues() {}

  /**
   * A value that is suspected.
   *
   * @param code in the column's dictionary
   * @param records that have it
   * @param companions how many different values of the other column they have; 0 where not counted
   */
  public record Suspect(String column, int code, int records, int companions) {}

  /**
   * Values that more different companions share than is plausible.
   *
   * @param companion the column whose values are counted, such as the name
   * @param most how many companions one value may have: a family's phone has a few
   */
  public static List<Suspect> shared(Table table, String column, String companion, int most) {
    int at = table.column(column);
    int other = table.column(companion);
    BitSet frequent = new BitSet();
    for (int code = 1; code < table.dictionary(at).size(); code++) {
      frequent.set(code, table.count(at, code) > most);
    }
    long[] pairs = new long[1024];
    int count = 0;
    for (int record = 0; record < table.size(); record++) {
      int code = table.code(record, at);
      if (frequent.get(code) && table.code(record, other) != 0) {
        if (count == pairs.length) {
          pairs = Arrays.copyOf(pairs, count * 2);
        }
        pairs[count++] = (long) code << 32 | table.code(record, other);
      }
    }
    Arrays.sort(pairs, 0, count);
    List<Suspect> suspects = new ArrayList<>();
    for (int from = 0; from < count; ) {
      int code = (int) (pairs[from] >>> 32);
      int companions = 0;
      int to = from;
      for (; to < count && pairs[to] >>> 32 == code; to++) {
        companions += to == from || pairs[to] != pairs[to - 1] ? 1 : 0;
      }
      if (companions > most) {
        suspects.add(new Suspect(column, code, table.count(at, code), companions));
      }
      from = to;
    }
    return sorted(suspects);
  }

  /**
   * Values that stand above all ordinary ones.
   *
   * @param times how often more than the hundredth most frequent of a hundred values
   * @param least records that a value needs before it is suspected
   */
  public static List<Suspect> peaks(Table table, String column, double times, int least) {
    int at = table.column(column);
    int[] counts = new int[table.dictionary(at).size()];
    for (int code = 1; code < counts.length; code++) {
      counts[code] = table.count(at, code);
    }
    int[] ordered = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    if (ordered.length == 0) {
      return List.of();
    }
    int ordinary = ordered[(int) ((ordered.length - 1) * 0.99)];
    List<Suspect> suspects = new ArrayList<>();
    for (int code = 1; code < counts.length; code++) {
      if (counts[code] >= least && counts[code] > times * ordinary) {
        suspects.add(new Suspect(column, code, counts[code], 0));
      }
    }
    return sorted(suspects);
  }

  private static List<Suspect> sorted(List<Suspect> suspects) {
    return suspects.stream().sorted(Comparator.comparingInt(Suspect::records).reversed()).toList();
  }

  /** Makes suspected values missing; answers in how many records. */
  public static int exclude(Table table, List<Suspect> suspects) {
    int changed = 0;
    for (String column : suspects.stream().map(Suspect::column).distinct().toList()) {
      BitSet codes = new BitSet();
      suspects.stream()
          .filter(suspect -> suspect.column().equals(column))
          .forEach(suspect -> codes.set(suspect.code()));
      changed += table.exclude(table.column(column), codes);
    }
    return changed;
  }
}
