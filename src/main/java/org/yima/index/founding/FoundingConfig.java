package org.yima.index.founding;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The founding load, which a server does in the place of serving. */
@ConfigMapping(prefix = "yima.index.founding")
public interface FoundingConfig {
  /**
   * Where the extracts lie, a CSV for each domain; given, the server loads them into its empty
   * index and ends.
   */
  Optional<Path> directory();
}
