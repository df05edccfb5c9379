package org.yima.index.store;

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

  /** The block of all children without a name who give one phone: full, it is a ward's. */
  public static final String NEWBORNS = "phone of newborns";

  /** A block of a hash. */
  public static Block of(String name, byte[] hash, int cap) {
    return new Block(name, Hash.of(hash), cap);
  }

  /** Whether records stay out of it once it is full. */
  public boolean closes() {
    return cap > 0 && !name.equals(DOCUMENT);
  }

  int bucket() {
    return key.bucket();
  }
}
