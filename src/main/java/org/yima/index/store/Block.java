package org.yima.index.store;

import java.util.List;

/**
 * What records that may be one person's have in common: they agree in all values of a key.
 *
 * @param name of the key; it says which values, never what they are
 * @param key their keyed hash
 * @param cap beyond so many records a block is full and nobody is looked for in it; 0: never
 */
public record Block(String name, Hash key, int cap) {
  /**
   * The block of a document. Records enter it also when it is full, so that they are found by their
   * document; only nobody is compared by it any more.
   */
  public static final String DOCUMENT = "document";

  /**
   * The block of all children without a name who give one phone: full, it is a ward's. Not the name
   * under which four cards filled it: what was full by that says nothing of sixteen.
   */
  public static final String NEWBORNS = "phone of all hospitals' newborns";

  /** The same of one hospital's cards: a desk that writes down its ward's phone makes many. */
  public static final String NEWBORNS_OF_ONE = "phone of one hospital's newborns";

  /** The blocks that tell a ward's phone. */
  public static final List<String> OF_WARDS = List.of(NEWBORNS, NEWBORNS_OF_ONE);

  /**
   * So many of the records that want a block it takes in, full or not, and no more: each costs a
   * row and a place in its record's list of blocks, and what stands on a million cards must not
   * cost a million of them. One that has turned somebody away is incomplete: who that was is
   * nowhere, so that all records have to be gone through if it is ever looked into again, which is
   * after so many have left it; unless all have been gone through meanwhile.
   */
  static final int KEPT = 1024;

  /** A block of a hash. */
  public static Block of(String name, byte[] hash, int cap) {
    return new Block(name, Hash.of(hash), cap);
  }

  /**
   * With more records than this it takes in no more. One that is full does until then, though
   * nobody is looked for in it: who stands there is known once it is looked into again. A record is
   * found by its document whoever else gives it, so a document's block takes in all.
   */
  public int most() {
    return cap == 0 || name.equals(DOCUMENT) ? Integer.MAX_VALUE : KEPT;
  }

  /** Whether nobody is looked for among so many. */
  public boolean isFull(int members) {
    return cap > 0 && members > cap;
  }

  int bucket() {
    return key.bucket();
  }
}
