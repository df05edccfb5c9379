package org.yima.index.founding;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be loaded.
 *
 * @param by who answers for it
 * @param gb18030 names of files that are not in UTF-8
 * @param except names of files that are no extracts
 * @param findings where to say what was left out
 * @param dryRun whether nothing is to stay
 */
record Asked(
    Path directory,
    String by,
    Set<String> gb18030,
    Set<String> except,
    Optional<Path> findings,
    boolean dryRun) {
  private static final int LONGEST = 100;

  Asked {
    if (by.isBlank() || by.length() > LONGEST) {
      throw new IllegalStateException(
          "yima.index.founding.by must say who answers for the load, in at most "
              + LONGEST
              + " characters");
    }
    gb18030 = Set.copyOf(gb18030);
    except = Set.copyOf(except);
  }

  /** Empty when nothing is to be loaded. */
  static Optional<Asked> of(FoundingConfig config) {
    return config
        .directory()
        .map(
            directory ->
                new Asked(
                    directory,
                    config.by().orElse(""),
                    config.gb18030().orElse(Set.of()),
                    config.except().orElse(Set.of()),
                    config.findings(),
                    config.dryRun()));
  }
}
