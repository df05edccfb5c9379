package org.yima.index.founding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The founding load, which a server does in the place of serving. */
@ConfigMapping(prefix = "yima.index.founding")
public interface FoundingConfig {
  /**
   * Where the extracts lie, a CSV for each domain; given, the server loads them into its empty
   * index and ends.
   */
  Optional<Path> directory();

  /** Who answers for the load, as the audit log names him; required with a directory. */
  Optional<String> by();

  /** Names of files of the directory that are in GB18030 (GBK is a part of it), not in UTF-8. */
  Optional<Set<String>> gb18030();

  /** Names of CSV files of the directory that are no extracts. */
  Optional<Set<String>> except();

  /** A file that is written anew, with the place of every row that was left out, and why. */
  Optional<Path> findings();

  /** Whether everything is done but committed. */
  @WithDefault("false")
  boolean dryRun();
}
