package org.yima.samples.population;

/** How many registrations each kind of error could have met, and how many it met. */
public final class Tally {
  private final long[] possible = new long[ErrorKind.KEYS.size()];
  private final long[] applied = new long[ErrorKind.KEYS.size()];

  void possible(int kind) {
    possible[kind]++;
  }

  void applied(int kind) {
    applied[kind]++;
  }

  /** Adds the counts of another part. */
  void add(Tally other) {
    for (int i = 0; i < possible.length; i++) {
      possible[i] += other.possible[i];
      applied[i] += other.applied[i];
    }
  }

  /** Registrations that the kind could have met. */
  public long possible(String kind) {
    return possible[index(kind)];
  }

  /** Registrations that it met. */
  public long applied(String kind) {
    return applied[index(kind)];
  }

  private static int index(String kind) {
    int index = ErrorKind.KEYS.indexOf(kind);
    if (index < 0) {
      throw new IllegalArgumentException("No such kind of error: " + kind);
    }
    return index;
  }
}
