package org.yima.index.matching.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.yima.index.matching.column.Mix;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

/**
 * The blocks of a table. Every pair is found under the first of its keys only, so pairs need not be
 * remembered to be counted once.
 */
public final class Blocks {
  /** Pairs for one task: enough that a task is worth its start. */
  private static final long TASK = 1 << 17;

  private final List<KeyBlocks> keys;

  private Blocks(List<KeyBlocks> keys) {
    this.keys = keys;
  }

  /** Puts every record into its blocks. */
  public static Blocks of(Table table, List<BlockKey> keys, Workers workers) {
    List<Supplier<KeyBlocks>> tasks = new ArrayList<>();
    keys.forEach(key -> tasks.add(() -> KeyBlocks.of(table, key)));
    return new Blocks(workers.all(tasks));
  }

  /** What each key did. */
  public List<KeyReport> reports() {
    return keys.stream().map(KeyBlocks::report).toList();
  }

  /** How many keys there are. */
  public int keys() {
    return keys.size();
  }

  /** Parts of all blocks, each about the same work. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int key = 0; key < keys.size(); key++) {
      KeyBlocks blocks = keys.get(key);
      int from = 0;
      long pairs = 0;
      for (int block = 0; block < blocks.count(); block++) {
        pairs += blocks.pairs(block);
        if (pairs >= TASK || block == blocks.count() - 1) {
          parts.add(new Part(key, from, block + 1));
          from = block + 1;
          pairs = 0;
        }
      }
    }
    return parts;
  }

  /** A run of blocks of one key. */
  public record Part(int key, int from, int to) {}

  /** Takes pairs. */
  @FunctionalInterface
  public interface Pairs {
    void pair(int left, int right);
  }

  /** Gives the pairs of a part, without those that an earlier key has. */
  public void pairs(Part part, Pairs to) {
    for (int block = part.from(); block < part.to(); block++) {
      pairs(part.key(), block, to);
    }
  }

  private void pairs(int key, int block, Pairs to) {
    KeyBlocks blocks = keys.get(key);
    int end = blocks.end(block);
    for (int i = blocks.start(block); i < end; i++) {
      int left = blocks.member(i);
      for (int j = i + 1; j < end; j++) {
        int right = blocks.member(j);
        if (!isEarlier(key, block, left, right)) {
          to.pair(left, right);
        }
      }
    }
  }

  /** Gives all pairs of a part, those that an earlier key has too included. */
  public void allPairs(Part part, Pairs to) {
    KeyBlocks blocks = keys.get(part.key());
    for (int block = part.from(); block < part.to(); block++) {
      for (int i = blocks.start(block); i < blocks.end(block); i++) {
        for (int j = i + 1; j < blocks.end(block); j++) {
          to.pair(blocks.member(i), blocks.member(j));
        }
      }
    }
  }

  /** Whether an earlier key, or an earlier block of the same, has the pair. */
  private boolean isEarlier(int key, int block, int left, int right) {
    for (int earlier = 0; earlier < key; earlier++) {
      if (keys.get(earlier).first(left, right) >= 0) {
        return true;
      }
    }
    return keys.get(key).isManifold() && keys.get(key).first(left, right) < block;
  }

  /** The first key under which a pair is looked at, or -1. */
  public int keyOf(int left, int right) {
    for (int key = 0; key < keys.size(); key++) {
      if (keys.get(key).first(left, right) >= 0) {
        return key;
      }
    }
    return -1;
  }

  /** The blocks of one key. */
  private static final class KeyBlocks {
    private final int[] members;
    private final int[] starts;
    private final int[][] ids;
    private final KeyReport report;

    private KeyBlocks(int[] members, int[] starts, int[][] ids, KeyReport report) {
      this.members = members;
      this.starts = starts;
      this.ids = ids;
      this.report = report;
    }

    static KeyBlocks of(Table table, BlockKey key) {
      return new Sorting(table, key).blocks();
    }

    KeyReport report() {
      return report;
    }

    int count() {
      return starts.length - 1;
    }

    int start(int block) {
      return starts[block];
    }

    int end(int block) {
      return starts[block + 1];
    }

    long pairs(int block) {
      long records = (long) end(block) - start(block);
      return records * (records - 1) / 2;
    }

    int member(int place) {
      return members[place];
    }

    boolean isManifold() {
      return ids.length > 1;
    }

    /** The first block that has both, or -1. Ids count from 1. */
    int first(int left, int right) {
      int least = 0;
      for (int[] of : ids) {
        int block = of[left];
        if (block != 0 && (least == 0 || block < least)) {
          for (int[] or : ids) {
            if (or[right] == block) {
              least = block;
              break;
            }
          }
        }
      }
      return least - 1;
    }
  }

  /**
   * Sorts the records of one key into blocks: the value's hash above, record and alternative below.
   */
  private static final class Sorting {
    private final Table table;
    private final BlockKey key;
    private final int[][] columns;
    private final int[] refinement;
    private final int bits;
    private final int[][] ids;
    private int[] members = new int[1024];
    private int[] starts = new int[1024];
    private int blocks;
    private int filled;
    private long pairs;
    private long divided;
    private long droppedBlocks;
    private long droppedRecords;
    private long droppedPairs;
    private int largest;

    Sorting(Table table, BlockKey key) {
      this.table = table;
      this.key = key;
      columns =
          key.alternatives().stream()
              .map(names -> names.stream().mapToInt(table::column).toArray())
              .toArray(int[][]::new);
      refinement = key.refinement().stream().mapToInt(table::column).toArray();
      long places = Math.max(1, (long) table.size() * columns.length);
      bits = 64 - Long.numberOfLeadingZeros(places);
      ids = new int[columns.length][table.size()];
    }

    KeyBlocks blocks() {
      long[] entries = new long[table.size() * columns.length];
      int count = 0;
      for (int record = 0; record < table.size(); record++) {
        for (int alternative = 0; alternative < columns.length; alternative++) {
          long hash = hash(record, columns[alternative], 0);
          if (hash != 0) {
            entries[count++] = entry(hash, record, alternative);
          }
        }
      }
      divide(entries, count, false);
      starts = Arrays.copyOf(starts, blocks + 1);
      starts[blocks] = filled;
      KeyReport report =
          new KeyReport(
              key.name(),
              blocks,
              pairs,
              divided,
              droppedBlocks,
              droppedRecords,
              droppedPairs,
              largest);
      return new KeyBlocks(Arrays.copyOf(members, filled), starts, ids, report);
    }

    private long entry(long hash, int record, int alternative) {
      return (hash << bits) | ((long) record * columns.length + alternative);
    }

    private int record(long entry) {
      return (int) ((entry & ((1L << bits) - 1)) / columns.length);
    }

    private int alternative(long entry) {
      return (int) ((entry & ((1L << bits) - 1)) % columns.length);
    }

    /** Zero when a value is missing. */
    private long hash(int record, int[] of, long seed) {
      int[] page = table.page(record);
      int offset = table.offset(record);
      long hash = seed;
      for (int column : of) {
        int code = page[offset + column];
        if (code == 0) {
          return 0;
        }
        hash = Mix.next(hash, code);
      }
      return hash == 0 ? 1 : hash;
    }

    private void divide(long[] entries, int count, boolean refined) {
      Arrays.sort(entries, 0, count);
      for (int from = 0; from < count; ) {
        long hash = entries[from] >>> bits;
        int to = from + 1;
        while (to < count && entries[to] >>> bits == hash) {
          to++;
        }
        if (to - from > 1) {
          block(entries, from, to, refined);
        }
        from = to;
      }
    }

    private void block(long[] entries, int from, int to, boolean refined) {
      int records = 1;
      for (int i = from + 1; i < to; i++) {
        records += record(entries[i]) == record(entries[i - 1]) ? 0 : 1;
      }
      largest = Math.max(largest, records);
      if (records < 2) {
        return;
      }
      if (records <= key.cap()) {
        keep(entries, from, to, records);
      } else if (!refined && refinement.length > 0) {
        divided++;
        refine(entries, from, to);
      } else {
        droppedBlocks++;
        droppedRecords += records;
        droppedPairs += (long) records * (records - 1) / 2;
      }
    }

    private void refine(long[] entries, int from, int to) {
      long[] finer = new long[to - from];
      int count = 0;
      for (int i = from; i < to; i++) {
        int record = record(entries[i]);
        long hash = hash(record, refinement, entries[from] >>> bits);
        if (hash != 0) {
          finer[count++] = entry(hash, record, alternative(entries[i]));
        }
      }
      divide(finer, count, true);
    }

    private void keep(long[] entries, int from, int to, int records) {
      if (blocks + 2 > starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      if (filled + records > members.length) {
        members = Arrays.copyOf(members, Math.max(members.length * 2, filled + records));
      }
      starts[blocks++] = filled;
      for (int i = from; i < to; i++) {
        int record = record(entries[i]);
        ids[alternative(entries[i])][record] = blocks;
        if (i == from || record != record(entries[i - 1])) {
          members[filled++] = record;
        }
      }
      pairs += (long) records * (records - 1) / 2;
    }
  }
}
