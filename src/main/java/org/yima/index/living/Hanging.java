package org.yima.index.living;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which records of a {@link Census} hang together by any pairs, those that ask included. */
final class Hanging {
  private final int[] alone;

  /** Records, group after group, and where each group begins. */
  private final int[] members;

  private final int[] starts;

  /** Pairs, group after group, and where each group begins. */
  private final int[] pairs;

  private final int[] pairStarts;

  /** Of each record its place among those of its group. */
  private final int[] at;

  Hanging(int records, Pairs found) {
    int[] root = IntStream.range(0, records).toArray();
    for (int pair = 0; pair < found.size(); pair++) {
      unite(root, found.left(pair), found.right(pair));
    }
    int[] sizes = new int[records];
    for (int record = 0; record < records; record++) {
      root[record] = find(root, record);
      sizes[root[record]]++;
    }
    alone = IntStream.range(0, records).filter(r -> sizes[root[r]] == 1).toArray();
    int[] group = new int[records];
    int groups = 0;
    for (int record = 0; record < records; record++) {
      if (root[record] == record && sizes[record] > 1) {
        group[record] = groups++;
      }
    }
    starts = new int[groups + 1];
    pairStarts = new int[groups + 1];
    for (int record = 0; record < records; record++) {
      if (sizes[root[record]] > 1) {
        starts[group[root[record]] + 1]++;
      }
    }
    for (int pair = 0; pair < found.size(); pair++) {
      pairStarts[group[root[found.left(pair)]] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    Arrays.parallelPrefix(pairStarts, Integer::sum);
    members = new int[records - alone.length];
    pairs = new int[found.size()];
    at = new int[records];
    int[] filled = new int[groups];
    for (int record = 0; record < records; record++) {
      if (sizes[root[record]] > 1) {
        int of = group[root[record]];
        at[record] = filled[of]++;
        members[starts[of] + at[record]] = record;
      }
    }
    Arrays.fill(filled, 0);
    for (int pair = 0; pair < found.size(); pair++) {
      int of = group[root[found.left(pair)]];
      pairs[pairStarts[of] + filled[of]++] = pair;
    }
  }

  private static int find(int[] root, int record) {
    int at = record;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private static void unite(int[] root, int one, int other) {
    int a = find(root, one);
    int b = find(root, other);
    root[Math.max(a, b)] = Math.min(a, b);
  }

  int[] alone() {
    return alone;
  }

  int groups() {
    return starts.length - 1;
  }

  int[] members(int group) {
    return Arrays.copyOfRange(members, starts[group], starts[group + 1]);
  }

  int[] pairs(int group) {
    return Arrays.copyOfRange(pairs, pairStarts[group], pairStarts[group + 1]);
  }

  /** The place of a record among those of its group. */
  int at(int record) {
    return at[record];
  }
}
