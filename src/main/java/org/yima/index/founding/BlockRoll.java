package org.yima.index.founding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.yima.index.living.BlockKind;
import org.yima.index.living.Census;
import org.yima.index.matching.column.Workers;

/**
 * Who stands in which block. A record that comes into a block after it has taken in all that it
 * does is turned away, as when it is put.
 */
final class BlockRoll {
  private static final int PART = 1 << 13;

  /** More than the blocks that a record stands in. */
  private static final int MOST = 64;

  private final List<KindRoll> kinds;

  /** The number of each kind's first block. */
  private final int[] firsts;

  /** All blocks in the order of their keys, in which an index over them is built fastest. */
  private final int[] order;

  /** Those of them that have more records than stand in their rows: few. */
  private final int[] crowded;

  private BlockRoll(List<KindRoll> kinds) {
    this.kinds = kinds;
    firsts = new int[kinds.size() + 1];
    for (int i = 0; i < kinds.size(); i++) {
      firsts[i + 1] = firsts[i] + kinds.get(i).blocks();
    }
    order = order();
    crowded = crowded();
  }

  /** Blocks all records and hashes the keys. */
  static BlockRoll of(Census census, Workers workers) {
    List<Supplier<KindRoll>> kinds = new ArrayList<>();
    for (BlockKind kind : census.blocks()) {
      kinds.add(() -> KindRoll.of(kind));
    }
    List<KindRoll> rolls = workers.all(kinds);
    List<Supplier<Integer>> tasks = new ArrayList<>();
    for (KindRoll roll : rolls) {
      for (int part = 0; part < roll.parts(); part++) {
        int number = part;
        tasks.add(
            () -> {
              roll.hash(number);
              return number;
            });
      }
    }
    List<Integer> unused = workers.all(tasks);
    return new BlockRoll(rolls);
  }

  /** By as many bits of the key as there is room for beside the block's number. */
  private int[] order() {
    int blocks = firsts[kinds.size()];
    int bits = 64 - Long.numberOfLeadingZeros(blocks);
    long[] sorted = new long[blocks];
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int block = 0; block < kinds.get(kind).blocks(); block++) {
        int number = firsts[kind] + block;
        sorted[number] = (kinds.get(kind).high(block) >>> 1) >>> bits << bits | number;
      }
    }
    Arrays.parallelSort(sorted);
    int[] numbers = new int[blocks];
    for (int i = 0; i < blocks; i++) {
      numbers[i] = (int) (sorted[i] & ((1L << bits) - 1));
    }
    return numbers;
  }

  private int[] crowded() {
    BitSet some = new BitSet(order.length);
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int block = 0; block < kinds.get(kind).blocks(); block++) {
        if (kinds.get(kind).hasFurther(block)) {
          some.set(firsts[kind] + block);
        }
      }
    }
    return IntStream.of(order).filter(some::get).toArray();
  }

  private int kind(int number) {
    int kind = 0;
    while (number >= firsts[kind + 1]) {
      kind++;
    }
    return kind;
  }

  int parts() {
    return (order.length + PART - 1) / PART;
  }

  /** Rows of index_block. */
  CopyRows blocks(int part, Roll roll) {
    CopyRows rows = new CopyRows(PART * 150);
    for (int i = part * PART; i < Math.min(order.length, (part + 1) * PART); i++) {
      int kind = kind(order[i]);
      kinds.get(kind).row(rows, order[i] - firsts[kind], roll);
    }
    return rows;
  }

  int furtherParts() {
    return (crowded.length + PART - 1) / PART;
  }

  /** Rows of index_block_record. */
  CopyRows further(int part, Roll roll) {
    CopyRows rows = new CopyRows();
    for (int i = part * PART; i < Math.min(crowded.length, (part + 1) * PART); i++) {
      int kind = kind(crowded[i]);
      kinds.get(kind).further(rows, crowded[i] - firsts[kind], roll);
    }
    return rows;
  }

  /** Adds the keys that the row of a record remembers as a field. */
  void keys(CopyRows rows, int place) {
    int[] standing = new int[MOST];
    int size = 0;
    int bytes = 0;
    for (int kind = 0; kind < kinds.size(); kind++) {
      int before = size;
      size = kinds.get(kind).standing(place, firsts[kind], standing, size);
      bytes += (size - before) * kinds.get(kind).bytes();
    }
    rows.array(CopyRows.BYTEA, size, bytes);
    for (int i = 0; i < size; i++) {
      int kind = kind(standing[i]);
      kinds.get(kind).value(rows, standing[i] - firsts[kind]);
    }
  }
}
