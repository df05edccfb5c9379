package org.yima.index.founding;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yima.index.living.Census;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Block;
import org.yima.platform.Bucket;

/**
 * Who stands in which block, in the order of the blocks' keys. A record that comes into a block
 * after it has become full does not stand in it, as when it is put.
 */
final class BlockRoll {
  private static final int SHORT = 16;
  private static final int PART = 1 << 12;

  /** The keys' first 16 bytes. */
  private final long[] high;

  private final long[] low;

  /** The rest of longer keys, or null. */
  private final byte[][] rest;

  private final int[] record;
  private final byte[] kind;
  private final List<Block> kinds;

  /** Where the blocks of each record begin. */
  private final int[] starts;

  /** All entries in the order of their keys, of equal ones in that of their records. */
  private final int[] order;

  /** Where each bucket begins in the order. */
  private final int[] buckets;

  /** Entries of records that came too late. */
  private final BitSet late = new BitSet();

  private static final class Part {
    private long[] high = new long[PART * 12];
    private long[] low = new long[PART * 12];
    private byte[][] rest = new byte[PART * 12][];
    private byte[] kind = new byte[PART * 12];
    private final int[] counts;
    private int size;

    Part(int records) {
      counts = new int[records];
    }

    void add(byte[] key, int of) {
      if (size == high.length) {
        high = Arrays.copyOf(high, 2 * size);
        low = Arrays.copyOf(low, 2 * size);
        rest = Arrays.copyOf(rest, 2 * size);
        kind = Arrays.copyOf(kind, 2 * size);
      }
      ByteBuffer bytes = ByteBuffer.wrap(key);
      high[size] = bytes.getLong();
      low[size] = bytes.getLong();
      rest[size] = key.length > SHORT ? Arrays.copyOfRange(key, SHORT, key.length) : null;
      kind[size++] = (byte) of;
    }
  }

  /** Hashes the values of all keys of all records. */
  static BlockRoll of(Census census, Workers workers) {
    List<Block> kinds = new ArrayList<>();
    List<Supplier<Part>> tasks = new ArrayList<>();
    for (int from = 0; from < census.size(); from += PART) {
      int first = from;
      int end = Math.min(census.size(), from + PART);
      tasks.add(() -> part(census, first, end, kinds));
    }
    return new BlockRoll(workers.all(tasks), census.size(), kinds);
  }

  private static Part part(Census census, int from, int to, List<Block> kinds) {
    Part part = new Part(to - from);
    Map<String, Integer> known = new HashMap<>();
    for (int place = from; place < to; place++) {
      List<Block> blocks = census.blocks(place);
      part.counts[place - from] = blocks.size();
      for (Block block : blocks) {
        part.add(
            block.key().bytes(), known.computeIfAbsent(block.name(), name -> kind(kinds, block)));
      }
    }
    return part;
  }

  /** One block for each name; all of a name have one cap. */
  private static int kind(List<Block> kinds, Block block) {
    synchronized (kinds) {
      for (int i = 0; i < kinds.size(); i++) {
        if (kinds.get(i).name().equals(block.name())) {
          return i;
        }
      }
      kinds.add(block);
      return kinds.size() - 1;
    }
  }

  private BlockRoll(List<Part> parts, int records, List<Block> kinds) {
    this.kinds = kinds;
    int size = parts.stream().mapToInt(part -> part.size).sum();
    high = new long[size];
    low = new long[size];
    rest = new byte[size][];
    kind = new byte[size];
    record = new int[size];
    starts = new int[records + 1];
    int filled = 0;
    int place = 0;
    for (Part part : parts) {
      System.arraycopy(part.high, 0, high, filled, part.size);
      System.arraycopy(part.low, 0, low, filled, part.size);
      System.arraycopy(part.rest, 0, rest, filled, part.size);
      System.arraycopy(part.kind, 0, kind, filled, part.size);
      for (int count : part.counts) {
        Arrays.fill(record, filled, filled + count, place);
        filled += count;
        starts[++place] = filled;
      }
    }
    buckets = new int[Bucket.COUNT + 1];
    order = sorted();
    close();
  }

  private int bucket(int entry) {
    return (int) (high[entry] >>> 52);
  }

  private int[] sorted() {
    for (int entry = 0; entry < high.length; entry++) {
      buckets[bucket(entry) + 1]++;
    }
    Arrays.parallelPrefix(buckets, Integer::sum);
    int[] sorted = new int[high.length];
    int[] filled = Arrays.copyOf(buckets, Bucket.COUNT);
    for (int entry = 0; entry < high.length; entry++) {
      sorted[filled[bucket(entry)]++] = entry;
    }
    for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
      sort(sorted, buckets[bucket], buckets[bucket + 1]);
    }
    return sorted;
  }

  /** By some bits of the keys first, then those that have the same of these by all. */
  private void sort(int[] sorted, int from, int to) {
    long[] keys = new long[to - from];
    int bits = 64 - Long.numberOfLeadingZeros(keys.length);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((high[sorted[from + i]] << 12) >>> 1) >>> bits << bits | i;
    }
    Arrays.sort(keys);
    int[] before = Arrays.copyOfRange(sorted, from, to);
    for (int i = 0; i < keys.length; i++) {
      int entry = before[(int) (keys[i] & ((1L << bits) - 1))];
      int at = from + i;
      while (at > from && compare(sorted[at - 1], entry) > 0) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = entry;
    }
  }

  private int compare(int one, int other) {
    int key = compareKeys(one, other);
    return key != 0 ? key : Integer.compare(one, other);
  }

  private int compareKeys(int one, int other) {
    int first = Long.compareUnsigned(high[one], high[other]);
    int second = first != 0 ? first : Long.compareUnsigned(low[one], low[other]);
    if (second != 0 || rest[one] == rest[other]) {
      return second;
    }
    return Arrays.compareUnsigned(
        rest[one] == null ? new byte[0] : rest[one],
        rest[other] == null ? new byte[0] : rest[other]);
  }

  private int end(int from) {
    int to = from + 1;
    while (to < order.length && compareKeys(order[from], order[to]) == 0) {
      to++;
    }
    return to;
  }

  private int cap(int entry) {
    return kinds.get(kind[entry]).cap();
  }

  private boolean closes(int entry) {
    return kinds.get(kind[entry]).closes();
  }

  private boolean isFull(int from, int to) {
    int cap = cap(order[from]);
    return cap > 0 && to - from > cap;
  }

  private void close() {
    for (int from = 0; from < order.length; ) {
      int to = end(from);
      if (isFull(from, to) && closes(order[from])) {
        for (int i = from + cap(order[from]) + 1; i < to; i++) {
          late.set(order[i]);
        }
      }
      from = to;
    }
  }

  private byte[] key(int entry) {
    byte[] more = rest[entry];
    ByteBuffer key = ByteBuffer.allocate(SHORT + (more == null ? 0 : more.length));
    key.putLong(high[entry]).putLong(low[entry]);
    return more == null ? key.array() : key.put(more).array();
  }

  /** The keys that the row of a record remembers. */
  List<byte[]> keys(int place) {
    List<byte[]> keys = new ArrayList<>();
    for (int entry = starts[place]; entry < starts[place + 1]; entry++) {
      if (!late.get(entry)) {
        keys.add(key(entry));
      }
    }
    return keys;
  }

  /** Rows of index_block of some buckets. */
  CopyRows blocks(int fromBucket, int toBucket) {
    CopyRows rows = new CopyRows();
    for (int from = buckets[fromBucket]; from < buckets[toBucket]; ) {
      int to = end(from);
      int first = order[from];
      boolean full = isFull(from, to);
      rows.row(5)
          .int4(bucket(first))
          .bytea(key(first))
          .text(kinds.get(kind[first]).name())
          .int4(full && closes(first) ? cap(first) + 1 : to - from)
          .bool(full);
      from = to;
    }
    return rows;
  }

  /** Rows of index_block_record of some buckets. */
  CopyRows members(int fromBucket, int toBucket, Roll roll) {
    CopyRows rows = new CopyRows();
    for (int i = buckets[fromBucket]; i < buckets[toBucket]; i++) {
      int entry = order[i];
      if (!late.get(entry)) {
        rows.row(3).int4(bucket(entry)).bytea(key(entry)).uuid(roll.uuid(record[entry]));
      }
    }
    return rows;
  }
}
