package org.yima.index.founding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.yima.index.living.BlockKind;

/** The blocks of one name and who stands in each, in the order in which the records came. */
final class KindRoll {
  private static final int PART = 1 << 14;

  /** Records that are looked at together. */
  private static final int RUN = 1 << 8;

  private final BlockKind kind;

  /** As it stands in each of its rows. */
  private final byte[] name;

  /** By the way in which they come to stand there, of each record its block, from 1 on, or 0. */
  private final int[][] of;

  /** The records, block after block, and where each block begins. */
  private final int[] members;

  private final int[] starts;

  /** How many words a key has: two mostly, a document's four. */
  private final int width;

  /** The keys, block after block. */
  private final long[] keys;

  private KindRoll(BlockKind kind, int[][] of, int blocks) {
    this.kind = kind;
    name = kind.name().getBytes(StandardCharsets.UTF_8);
    this.of = of;
    starts = new int[blocks + 1];
    for (int way = 0; way < of.length; way++) {
      for (int place = 0; place < of[way].length; place++) {
        if (isFirst(way, place)) {
          starts[of[way][place]]++;
        }
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    members = new int[starts[blocks]];
    int[] filled = Arrays.copyOf(starts, blocks);
    for (int place = 0; place < kind.records(); place++) {
      for (int way = 0; way < of.length; way++) {
        if (isFirst(way, place)) {
          members[filled[of[way][place] - 1]++] = place;
        }
      }
    }
    width = blocks == 0 ? 2 : hashed(0).length / Long.BYTES;
    keys = new long[blocks * width];
  }

  /** Puts all records into the blocks of one name; {@link #hash} gives these their keys. */
  static KindRoll of(BlockKind kind) {
    int[][] of = new int[kind.alternatives()][kind.records()];
    Seen seen = new Seen(kind);
    for (int from = 0; from < kind.records(); from += RUN) {
      for (int way = 0; way < of.length; way++) {
        seen.blocks(way, from, Math.min(kind.records(), from + RUN), of[way]);
      }
    }
    return new KindRoll(kind, of, seen.blocks);
  }

  /** Blocks by the values of the first record that stands in each. */
  private static final class Seen {
    private final BlockKind kind;
    private int[] slots = new int[1 << 12];
    private long[] mixtures = new long[1 << 10];
    private int[] places = new int[1 << 10];
    private byte[] ways = new byte[1 << 10];
    private int blocks;

    Seen(BlockKind kind) {
      this.kind = kind;
    }

    private int slot(long mixture) {
      return (int) ((mixture * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
    }

    /**
     * Finds the blocks of some records, from 1 on; 0 where a record has not all values. What lies
     * far apart is asked for side by side.
     */
    void blocks(int way, int from, int to, int[] found) {
      long[] wanted = new long[to - from];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = kind.mixture(from + i, way);
      }
      for (int i = 0; i < wanted.length; i++) {
        found[from + i] = slots[slot(wanted[i])];
      }
      for (int i = 0; i < wanted.length; i++) {
        int block = found[from + i];
        boolean likely = block != 0 && mixtures[block - 1] == wanted[i];
        found[from + i] = likely ? block : 0;
      }
      for (int i = 0; i < wanted.length; i++) {
        int block = found[from + i];
        boolean known = block != 0 && kind.agree(from + i, way, places[block - 1], ways[block - 1]);
        found[from + i] = known ? block : block(wanted[i], from + i, way);
      }
    }

    private int block(long mixture, int place, int way) {
      if (mixture == 0) {
        return 0;
      }
      int mask = slots.length - 1;
      int slot = slot(mixture);
      for (int block = slots[slot]; block != 0; block = slots[slot]) {
        int at = block - 1;
        if (mixtures[at] == mixture && kind.agree(place, way, places[at], ways[at])) {
          return block;
        }
        slot = (slot + 1) & mask;
      }
      return added(slot, mixture, place, way);
    }

    private int added(int slot, long mixture, int place, int way) {
      if (blocks == mixtures.length) {
        int more = blocks + (blocks >> 1);
        mixtures = Arrays.copyOf(mixtures, more);
        places = Arrays.copyOf(places, more);
        ways = Arrays.copyOf(ways, more);
      }
      mixtures[blocks] = mixture;
      places[blocks] = place;
      ways[blocks++] = (byte) way;
      slots[slot] = blocks;
      int block = blocks;
      if (2 * blocks > slots.length) {
        slots = new int[2 * slots.length];
        for (int i = 0; i < blocks; i++) {
          int free = slot(mixtures[i]);
          while (slots[free] != 0) {
            free = (free + 1) & (slots.length - 1);
          }
          slots[free] = i + 1;
        }
      }
      return block;
    }
  }

  /** Whether a record stands there in this way, and in no earlier one. */
  private boolean isFirst(int way, int place) {
    int block = of[way][place];
    for (int earlier = 0; earlier < way && block != 0; earlier++) {
      block = of[earlier][place] == block ? 0 : block;
    }
    return block != 0;
  }

  int blocks() {
    return starts.length - 1;
  }

  /** How many tasks it takes to hash the keys. */
  int parts() {
    return (blocks() + PART - 1) / PART;
  }

  /** Hashes some of the keys. */
  void hash(int part) {
    for (int block = part * PART; block < Math.min(blocks(), (part + 1) * PART); block++) {
      ByteBuffer.wrap(hashed(block)).asLongBuffer().get(keys, block * width, width);
    }
  }

  private byte[] hashed(int block) {
    int place = members[starts[block]];
    int way = 0;
    while (of[way][place] != block + 1) {
      way++;
    }
    return kind.key(place, way);
  }

  /** The first bits of a key. */
  long high(int block) {
    return keys[block * width];
  }

  private int size(int block) {
    return starts[block + 1] - starts[block];
  }

  private boolean isFull(int block) {
    return kind.cap() > 0 && size(block) > kind.cap();
  }

  /** How many of a block's records stand in its row: when it is full, the others lie beside it. */
  private int held(int block) {
    return isFull(block) ? kind.cap() + 1 : size(block);
  }

  /** Whether more records want the block than it takes in. */
  private boolean isIncomplete(int block) {
    return size(block) > kind.most();
  }

  /** How many records it has taken in. */
  private int taken(int block) {
    return isIncomplete(block) ? kind.most() + 1 : size(block);
  }

  private void key(CopyRows rows, int block) {
    rows.words(keys, block * width, width);
  }

  /** Adds a row of index_block. */
  void row(CopyRows rows, int block, Roll roll) {
    int held = held(block);
    rows.row(7).int4((int) (high(block) >>> 52));
    key(rows, block);
    rows.bytea(name)
        .int4(taken(block))
        .bool(isFull(block))
        .bool(isIncomplete(block))
        .array(CopyRows.UUIDS, held, 16 * held);
    for (int i = starts[block]; i < starts[block] + held; i++) {
      roll.of(rows, members[i]);
    }
  }

  /** Whether records stand in it beside those of its row. */
  boolean hasFurther(int block) {
    return taken(block) > held(block);
  }

  /** Adds rows of index_block_record for those that came into a block when it was full. */
  void further(CopyRows rows, int block, Roll roll) {
    for (int i = starts[block] + held(block); i < starts[block] + taken(block); i++) {
      rows.row(3).int4((int) (high(block) >>> 52));
      key(rows, block);
      roll.of(rows, members[i]);
    }
  }

  /** Adds to a list what blocks a record stands in by now, as the block's number in all. */
  int standing(int place, int first, int[] list, int size) {
    int added = size;
    for (int way = 0; way < of.length; way++) {
      if (isFirst(way, place)) {
        int block = of[way][place] - 1;
        boolean late = isIncomplete(block) && place > members[starts[block] + taken(block) - 1];
        if (!late) {
          list[added++] = first + block;
        }
      }
    }
    return added;
  }

  /** Adds a value of an array. */
  void value(CopyRows rows, int block) {
    key(rows, block);
  }

  int bytes() {
    return width * Long.BYTES;
  }
}
