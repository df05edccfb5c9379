package org.yima.platform;

import java.nio.charset.StandardCharsets;

/**
 * The distribution key of every row: 0 to 4095. Rows of one family share a bucket, so that they can
 * live on one machine when the database is spread; an id carries its bucket in its own bits.
 */
public final class Bucket {
  public static final int COUNT = 4096;

  private Bucket() {}

  /** In SQL, the bucket of the row that a uuid names: the bits that {@link Id} keeps it in. */
  public static String sqlOf(String id) {
    return "(((get_byte(uuid_send(%1$s), 6) & 15) << 8) | get_byte(uuid_send(%1$s), 7))"
        .formatted(id);
  }

  /** The bucket of a row without a family: from the hash of its natural key. */
  public static int ofKey(String key) {
    return ofHash(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** The bucket that a key's hash (at least two bytes, uniformly distributed) falls into. */
  public static int ofHash(byte[] hash) {
    return ((hash[0] & 0xff) << 4) | ((hash[1] & 0xff) >>> 4);
  }
}
