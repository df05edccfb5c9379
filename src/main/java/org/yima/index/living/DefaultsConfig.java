package org.yima.index.living;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Values that stand for nothing in what the institutions here give. */
@ConfigMapping(prefix = "yima.index.defaults")
interface DefaultsConfig {
  /** Each as {@code document:}, {@code phone:}, {@code insurance:} or {@code birth:} and value. */
  Optional<Set<String>> values();

  /** Them, read. */
  default Nobodys nobodys() {
    return Nobodys.of(values().orElse(Set.of()));
  }
}
