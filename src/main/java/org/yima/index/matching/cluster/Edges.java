package org.yima.index.matching.cluster;

import java.util.Arrays;

/** Pairs that may matter, in the order in which they were found. Grows; not for several threads. */
public final class Edges {
  /** What a pair is by itself. */
  public enum Kind {
    /** Links. */
    LINK,
    /** Links, and holds even where a record passes with two persons. */
    ANCHORED,
    /** To be shown to people. */
    REVIEW,
    /** As {@link #REVIEW}, of a pair that would link were it not for a rule. */
    PASSES,
    /** As {@link #PASSES}, but nobody is asked. */
    WAITS
  }

  private int[] left = new int[256];
  private int[] right = new int[256];
  private float[] score = new float[256];
  private Kind[] kind = new Kind[256];
  private short[] rule = new short[256];
  private int size;

  /**
   * Adds a pair.
   *
   * @param bits the odds that it is one person's
   * @param byRule the place of the rule that decided, or -1
   */
  public void add(int a, int b, double bits, Kind of, int byRule) {
    if (size == left.length) {
      int more = size + (size >> 1);
      left = Arrays.copyOf(left, more);
      right = Arrays.copyOf(right, more);
      score = Arrays.copyOf(score, more);
      kind = Arrays.copyOf(kind, more);
      rule = Arrays.copyOf(rule, more);
    }
    left[size] = a;
    right[size] = b;
    score[size] = (float) bits;
    kind[size] = of;
    rule[size++] = (short) byRule;
  }

  /** Adds all of another. */
  public void addAll(Edges other) {
    for (int i = 0; i < other.size; i++) {
      add(other.left[i], other.right[i], other.score[i], other.kind(i), other.rule[i]);
    }
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** One of the two records. */
  public int left(int edge) {
    return left[edge];
  }

  /** The other. */
  public int right(int edge) {
    return right[edge];
  }

  /** The odds that they are one person's, in bits. */
  public double score(int edge) {
    return score[edge];
  }

  /** What the pair is by itself. */
  public Kind kind(int edge) {
    return kind[edge];
  }

  /** The place of the rule that decided, or -1. */
  public int rule(int edge) {
    return rule[edge];
  }

  /** True for a pair that links. */
  public boolean links(int edge) {
    return kind[edge] == Kind.LINK || kind[edge] == Kind.ANCHORED;
  }

  /** True for a pair about which people are asked. */
  public boolean asks(int edge) {
    return kind[edge] == Kind.REVIEW || kind[edge] == Kind.PASSES;
  }

  /** True for a pair that a rule keeps from linking, and nothing else does. */
  boolean passes(int edge) {
    return kind[edge] == Kind.PASSES || kind[edge] == Kind.WAITS;
  }
}
