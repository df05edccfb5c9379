package org.yima.index.living;

import java.util.Arrays;
import org.yima.index.matching.weight.Model;

/** Pairs of a {@link Census} from which something follows, in compact form. */
public final class Pairs {
  final Model model;
  private int[] left = new int[256];
  private int[] right = new int[256];
  private double[] score = new double[256];
  private Judgement.Finding[] kind = new Judgement.Finding[256];
  private int size;

  Pairs(Model model) {
    this.model = model;
  }

  void add(int one, int other, Judgement.Finding of, double bits) {
    if (size == left.length) {
      grow(size + (size >> 1));
    }
    left[size] = one;
    right[size] = other;
    score[size] = bits;
    kind[size++] = of;
  }

  void addAll(Pairs more) {
    if (size + more.size > left.length) {
      grow(Math.max(size + more.size, size + (size >> 1)));
    }
    System.arraycopy(more.left, 0, left, size, more.size);
    System.arraycopy(more.right, 0, right, size, more.size);
    System.arraycopy(more.score, 0, score, size, more.size);
    System.arraycopy(more.kind, 0, kind, size, more.size);
    size += more.size;
  }

  private void grow(int to) {
    left = Arrays.copyOf(left, to);
    right = Arrays.copyOf(right, to);
    score = Arrays.copyOf(score, to);
    kind = Arrays.copyOf(kind, to);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  int left(int pair) {
    return left[pair];
  }

  int right(int pair) {
    return right[pair];
  }

  double score(int pair) {
    return score[pair];
  }

  Judgement.Finding kind(int pair) {
    return kind[pair];
  }
}
