package org.yima.index.founding;

import java.util.Arrays;

/** The links between records, by their places: each is told of at both of its ends. */
final class Edges {
  private int[] ends = new int[1 << 7];
  private int[] scores = new int[1 << 6];
  private boolean[] byDocument = new boolean[1 << 6];
  private int size;

  /** By place, where its links begin among these, and which they are; not before all are there. */
  private int[] starts = new int[0];

  private int[] links = new int[0];

  /**
   * Adds a link.
   *
   * @param score in thousandths of a bit
   */
  void add(int one, int other, boolean equalDocument, int score) {
    if (size == scores.length) {
      room(size + (size >> 1));
    }
    ends[2 * size] = one;
    ends[2 * size + 1] = other;
    byDocument[size] = equalDocument;
    scores[size++] = score;
  }

  private void room(int links) {
    ends = Arrays.copyOf(ends, 2 * links);
    scores = Arrays.copyOf(scores, links);
    byDocument = Arrays.copyOf(byDocument, links);
  }

  /** Adds what one of several threads has found. */
  synchronized void addAll(Edges more) {
    if (size + more.size > scores.length) {
      room(Math.max(size + more.size, size + (size >> 1)));
    }
    System.arraycopy(more.ends, 0, ends, 2 * size, 2 * more.size);
    System.arraycopy(more.scores, 0, scores, size, more.size);
    System.arraycopy(more.byDocument, 0, byDocument, size, more.size);
    size += more.size;
  }

  /** Lays them out by places; none is added any more. */
  void close(int places) {
    starts = new int[places + 1];
    for (int end = 0; end < 2 * size; end++) {
      starts[ends[end] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    links = new int[2 * size];
    int[] filled = Arrays.copyOf(starts, places);
    for (int end = 0; end < 2 * size; end++) {
      links[filled[ends[end]]++] = end >> 1;
    }
  }

  /** Adds rows of index_edge for the links of a record. */
  void of(CopyRows rows, int place, Roll roll, byte[] weights, byte[] engine) {
    for (int i = starts[place]; i < starts[place + 1]; i++) {
      int link = links[i];
      int other = ends[2 * link] == place ? ends[2 * link + 1] : ends[2 * link];
      roll.of(roll.of(rows.row(7).int4(roll.bucket(place)), place), other)
          .bool(byDocument[link])
          .int4(scores[link])
          .bytea(weights)
          .bytea(engine);
    }
  }
}
