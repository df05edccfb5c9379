package org.yima.platform;

import java.nio.charset.StandardCharsets;

/**
 * The distribution key of every row: 0 to 4095. Rows of one family share a bucket, so that they can
 * live on one machine when the database is spread; an id carries its bucket in its own bits.
 */
public final class Bucket {
  public static final int COUNT = 4096;

  private Bucket() {}

  /** The bucket of a row without a family: from the hash of its natural key. */
  public static int ofKey(String key) {
    return ofHash(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** The bucket that a key's hash (at least two bytes, uniformly distributed) falls into. */
  public static int ofHash(byte[] hash) {
    return ((hash[0] & 0xff) << 4) | ((hash[1] & 0xff) >>> 4);
  }
}
