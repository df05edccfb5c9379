package org.yima.migration.running;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Keyed hashes by which rows of one migration are compared. */
record Keys(
    Buffer card, Optional<Buffer> patient, Optional<Buffer> document, Optional<Buffer> name) {

  /** Whether both can't be about the same patient. */
  boolean contradicts(Keys other) {
    return differ(document, other.document) || differ(name, other.name);
  }

  private static boolean differ(Optional<Buffer> one, Optional<Buffer> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}
