package org.yima.benchmarks.codes;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What is driven: gives calls, and looks at their answers. Used by one thread. */
interface Operation {
  /** The next call, or nothing when there is no more to do. */
  Optional<Call> next();

  /** The status that every call must be answered with. */
  int status();

  /** Sees the body of an answer. */
  void answered(Buffer body);
}
