package org.yima.index.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.yima.index.matching.chinese.City;

/** How many records a block of a name may have before nobody is looked for in it. */
public final class Caps {
  /**
   * More records than one person has cards: a document that more give than this is nobody's to
   * compare by.
   */
  public static final int DOCUMENT = 256;

  /** Added to the name of a key whose full blocks are divided. */
  public static final String DIVIDED = " divided";

  private static final Map<String, Integer> BY_NAME = byName();

  private Caps() {}

  private static Map<String, Integer> byName() {
    Map<String, Integer> caps = new HashMap<>();
    City.schema()
        .keys()
        .forEach(
            key -> {
              caps.put(key.name(), key.cap());
              caps.put(key.name() + DIVIDED, key.cap());
            });
    caps.put(Block.DOCUMENT, DOCUMENT);
    caps.put(Block.NEWBORNS, City.NEWBORNS);
    caps.put(Block.NEWBORNS_OF_ONE, City.NEWBORNS_OF_ONE);
    return Map.copyOf(caps);
  }

  /** The names of which blocks are known today; others' stand until nobody wants them any more. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** What a block of this name may have; 0: any number. */
  public static int of(String name) {
    return BY_NAME.getOrDefault(name, 0);
  }

  /**
   * Whether a full block has lost so many that it is looked into again: half of what it may have,
   * so that one who comes and goes does not open and close it.
   *
   * @param name of its key; null where nobody ever stood in it
   */
  static boolean isFreed(String name, int members) {
    int cap = name == null ? 0 : of(name);
    return cap > 0 && members <= cap / 2;
  }
}
