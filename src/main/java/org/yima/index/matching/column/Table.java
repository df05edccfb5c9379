package org.yima.index.matching.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Records as rows of codes. A row lies in one piece, so that comparing two records touches two
 * lines of the processor's cache; what belongs to a value lies with its {@link Dictionary}.
 *
 * <p>One batch is added at a time; between batches any number of threads may read.
 */
public final class Table {
  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int LEAST = 8;

  /** As many as stay in the processor's cache while they are filled. */
  private static final int RUN = 128;

  private final List<Column> columns;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Dictionary[] dictionaries;
  private final int[][] counts;
  private final int[][] followers;
  private final List<List<Integer>> families;
  private int[][] pages = new int[0][];
  private long[] keys = new long[LEAST];
  private int size;

  /** An empty table; a derived column stands after the one that it follows from. */
  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
    dictionaries = new Dictionary[columns.size()];
    counts = new int[columns.size()][16];
    followers = new int[columns.size()][16];
    Map<String, Dictionary> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (places.put(column.name(), i) != null) {
        throw new IllegalArgumentException("two columns named " + column.name());
      }
      dictionaries[i] = named.computeIfAbsent(column.dictionary(), ignored -> new Dictionary());
    }
    families = families();
  }

  /** Columns that share a dictionary or follow from each other are filled by one task. */
  private List<List<Integer>> families() {
    int[] family = new int[columns.size()];
    for (int i = 0; i < family.length; i++) {
      family[i] = i;
      Column column = columns.get(i);
      for (int j = 0; j < i; j++) {
        boolean related =
            columns.get(j).dictionary().equals(column.dictionary())
                || isParent(columns.get(j), column);
        if (related) {
          int joins = family[i];
          int joined = family[j];
          for (int k = 0; k <= i; k++) {
            family[k] = family[k] == joins ? joined : family[k];
          }
        }
      }
    }
    Map<Integer, List<Integer>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < family.length; i++) {
      grouped.computeIfAbsent(family[i], ignored -> new ArrayList<>()).add(i);
    }
    return grouped.values().stream()
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .collect(Collectors.toUnmodifiableList());
  }

  private static boolean isParent(Column parent, Column child) {
    return child.derived().map(Column.Derived::from).filter(parent.name()::equals).isPresent();
  }

  /**
   * Adds rows at the end.
   *
   * @param rows as the source gave them; null or blank is missing
   */
  public void add(List<String[]> rows, Workers workers) {
    int from = size;
    grow(from + rows.size());
    List<Supplier<Integer>> tasks = new ArrayList<>();
    for (List<Integer> family : families) {
      tasks.add(() -> fill(family, rows, from));
    }
    tasks.add(() -> stamp(rows, from));
    int done = workers.all(tasks).stream().mapToInt(Integer::intValue).sum();
    size = from + (done > 0 ? rows.size() : 0);
  }

  private void grow(int records) {
    int needed = (records + PAGE - 1) >> PAGE_BITS;
    int had = pages.length;
    pages = Arrays.copyOf(pages, Math.max(had, needed));
    for (int i = Math.max(0, had - 1); i < needed; i++) {
      int length = room(i < needed - 1 ? PAGE : records - (i << PAGE_BITS)) * columns.size();
      if (pages[i] == null) {
        pages[i] = new int[length];
      } else if (pages[i].length < length) {
        pages[i] = Arrays.copyOf(pages[i], length);
      }
    }
    if (records > keys.length) {
      keys = Arrays.copyOf(keys, records + (records >> 1));
    }
  }

  /** Most tables are of a few records beside each other: the last page grows by doubling. */
  private static int room(int records) {
    return Math.min(PAGE, Math.max(LEAST, Integer.highestOneBit(2 * records - 1)));
  }

  /** A few rows at a time, column by column: what is known of one value is near that of others. */
  private int fill(List<Integer> family, List<String[]> rows, int from) {
    String[] values = new String[Math.min(RUN, rows.size())];
    int[] codes = new int[values.length];
    for (int first = 0; first < rows.size(); first += RUN) {
      int run = Math.min(RUN, rows.size() - first);
      for (int column : family) {
        if (columns.get(column).derived().isPresent()) {
          follow(column, from + first, run, codes);
        } else {
          Function<String[], String> ofRow = columns.get(column).ofRow();
          for (int i = 0; i < run; i++) {
            values[i] = ofRow.apply(rows.get(first + i));
          }
          dictionaries[column].add(values, run, codes);
        }
        for (int i = 0; i < run; i++) {
          page(from + first + i)[offset(from + first + i) + column] = codes[i];
        }
        for (int i = 0; i < run; i++) {
          count(column, codes[i], 1);
        }
      }
    }
    return 1;
  }

  private void follow(int column, int from, int run, int[] codes) {
    Column.Derived derived = columns.get(column).derived().orElseThrow();
    int parent = place(derived.from());
    for (int i = 0; i < run; i++) {
      int source = code(from + i, parent);
      int known = source < followers[column].length ? followers[column][source] : 0;
      codes[i] =
          source == Dictionary.MISSING
              ? Dictionary.MISSING
              : known != 0 ? known - 1 : follow(column, derived, parent, source);
    }
  }

  private int follow(int column, Column.Derived derived, int parent, int source) {
    if (source >= followers[column].length) {
      followers[column] = Arrays.copyOf(followers[column], source + (source >> 1) + 1);
    }
    int code =
        dictionaries[column].add(derived.ofValue().apply(dictionaries[parent].value(source)));
    followers[column][source] = code + 1;
    return code;
  }

  private void count(int column, int code, int by) {
    if (code >= counts[column].length) {
      counts[column] = Arrays.copyOf(counts[column], code + (code >> 1) + 1);
    }
    counts[column][code] += by;
  }

  /** A number that follows from what the row says and from nothing else. */
  private int stamp(List<String[]> rows, int from) {
    for (int i = 0; i < rows.size(); i++) {
      long key = 0;
      for (String field : rows.get(i)) {
        key = Mix.next(key, field == null ? 0 : hash(field));
      }
      keys[from + i] = key;
    }
    return 1;
  }

  /** Of 64 bits: those of {@link String#hashCode} are equal for many short texts. */
  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + text.charAt(i);
    }
    return hash;
  }

  /** Makes values missing in one column, wherever they stand; answers in how many records. */
  public int exclude(int column, BitSet codes) {
    int changed = 0;
    for (int record = 0; record < size; record++) {
      int at = offset(record) + column;
      int code = page(record)[at];
      if (codes.get(code) && code != Dictionary.MISSING) {
        page(record)[at] = Dictionary.MISSING;
        count(column, code, -1);
        count(column, Dictionary.MISSING, 1);
        changed++;
      }
    }
    return changed;
  }

  /** Lets a record have no value of a column. Nobody may read the table meanwhile. */
  public void forget(int record, int column) {
    int at = offset(record) + column;
    int code = page(record)[at];
    if (code != Dictionary.MISSING) {
      page(record)[at] = Dictionary.MISSING;
      count(column, code, -1);
      count(column, Dictionary.MISSING, 1);
    }
  }

  /** How many records there are. */
  public int size() {
    return size;
  }

  /** The columns in their order. */
  public List<Column> columns() {
    return columns;
  }

  /** The place of a column, or -1. */
  public int place(String column) {
    return places.getOrDefault(column, -1);
  }

  /** The place of a column that must be there. */
  public int column(String name) {
    int place = place(name);
    if (place < 0) {
      throw new IllegalArgumentException("no column named " + name);
    }
    return place;
  }

  /** The values of a column. */
  public Dictionary dictionary(int column) {
    return dictionaries[column];
  }

  /** In how many records a column has this value. */
  public int count(int column, int code) {
    return code < counts[column].length ? counts[column][code] : 0;
  }

  /** In how many records a column has any value. */
  public int present(int column) {
    return size - count(column, Dictionary.MISSING);
  }

  /** The page of a record, in which its row begins at {@link #offset}. */
  public int[] page(int record) {
    return pages[record >> PAGE_BITS];
  }

  /** Where in its page a record's row begins. */
  public int offset(int record) {
    return (record & (PAGE - 1)) * columns.size();
  }

  /** The code of one value. */
  public int code(int record, int column) {
    return page(record)[offset(record) + column];
  }

  /** One value. */
  public String value(int record, int column) {
    return dictionaries[column].value(code(record, column));
  }

  /** What settles a tie between records, whatever order they came in: it follows from the row. */
  public long key(int record) {
    return keys[record];
  }
}
