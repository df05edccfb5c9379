package org.yima.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the PostgreSQL binaries are unpacked, once per user: the library's default is a folder in
 * the shared temporary directory, where a second user could neither write nor trust what lies
 * there.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** {@code $XDG_CACHE_HOME} or {@code ~/.cache}, else beside the data directory. */
  static Path directory(Path dataDir) throws IOException {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path cache =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    if (cache.isAbsolute()) {
      try {
        return Files.createDirectories(cache.resolve("yima/postgres"));
      } catch (IOException homeless) {
        // A user without a writable home still has the data directory's parent.
        return Files.createDirectories(dataDir.resolveSibling("postgres-binaries"));
      }
    }
    return Files.createDirectories(dataDir.resolveSibling("postgres-binaries"));
  }
}
