package org.yima.index.matching.column;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The distinct values of one or more columns, each with a code from 1 on; 0 is "missing". One
 * thread at a time may add; any number may read while none adds.
 */
public final class Dictionary {
  /** The code of a value that is not there. */
  public static final int MISSING = 0;

  private String[] values = new String[16];

  /** The hash of a value above, its code below; 0 is free. */
  private long[] slots = new long[64];

  private int size = 1;
  private final Map<Class<?>, Feature> features = new LinkedHashMap<>();

  /** The code of a value, which is added when it is new; {@link #MISSING} for the empty one. */
  public int add(String value) {
    if (value.isEmpty()) {
      return MISSING;
    }
    int slot = slot(value);
    return slots[slot] == 0 ? added(slot, value) : (int) slots[slot];
  }

  /**
   * The codes of many values, each as {@link #add(String)} has it. What one after the other would
   * wait for memory once and again is asked for side by side.
   *
   * @param of the first of them are looked up
   * @param codes where the codes are put
   */
  void add(String[] of, int count, int[] codes) {
    for (int i = 0; i < count; i++) {
      codes[i] = spread(of[i].hashCode());
    }
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      long held = slots[codes[i] & mask];
      codes[i] = (int) (held >>> 32) == codes[i] ? (int) held : MISSING;
    }
    for (int i = 0; i < count; i++) {
      codes[i] = value(codes[i]).length() == of[i].length() ? codes[i] : MISSING;
    }
    for (int i = 0; i < count; i++) {
      if (codes[i] == MISSING || !values[codes[i]].equals(of[i])) {
        codes[i] = add(of[i]);
      }
    }
  }

  /** The code of a value, or {@link #MISSING} for one that is not known. */
  public int find(String value) {
    return (int) slots[slot(value)];
  }

  /** Where the value lies, or would. Another value is read only where its hash is the same. */
  private int slot(String value) {
    int mask = slots.length - 1;
    int hash = spread(value.hashCode());
    int slot = hash & mask;
    for (long held = slots[slot]; held != 0; held = slots[slot]) {
      if ((int) (held >>> 32) == hash && values[(int) held].equals(value)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int added(int slot, String value) {
    int code = size++;
    if (code == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[code] = value;
    slots[slot] = (long) spread(value.hashCode()) << 32 | code;
    if (size * 2L > slots.length) {
      rehash();
    }
    features.values().forEach(feature -> feature.added(code, value));
    return code;
  }

  private void rehash() {
    long[] larger = new long[slots.length * 2];
    int mask = larger.length - 1;
    for (long held : slots) {
      if (held != 0) {
        int slot = (int) (held >>> 32) & mask;
        while (larger[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = held;
      }
    }
    slots = larger;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /** The value of a code; empty for {@link #MISSING}. */
  public String value(int code) {
    return code == MISSING ? "" : values[code];
  }

  /** One more than the highest code. */
  public int size() {
    return size;
  }

  /** The feature of this kind; made, and told of every value so far, when it is asked for first. */
  public <F extends Feature> F feature(Class<F> kind, Supplier<F> make) {
    Feature known = features.get(kind);
    if (known == null) {
      known = make.get();
      for (int code = 1; code < size; code++) {
        known.added(code, values[code]);
      }
      features.put(kind, known);
    }
    return kind.cast(known);
  }
}
