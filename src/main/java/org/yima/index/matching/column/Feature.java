package org.yima.index.matching.column;

/** Something worked out once for every distinct value, such as its sound. */
public interface Feature {
  /** Told of every value in the order of its code, from 1 on. */
  void added(int code, String value);
}
