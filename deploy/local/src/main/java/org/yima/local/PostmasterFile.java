package org.yima.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL writes into {@code postmaster.pid} of its data directory: line 1 the process id,
 * line 4 the port. The file outlives a killed postmaster, so its process must be checked.
 *
 * @param pid process id of the postmaster
 * @param port TCP port it listens on
 */
record PostmasterFile(long pid, int port) {

  static Optional<PostmasterFile> read(Path dataDir) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(dataDir.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      // A standalone backend writes its pid negated; its number is the process all the same.
      long pid = Math.abs(Long.parseLong(lines.get(0).strip()));
      return Optional.of(new PostmasterFile(pid, Integer.parseInt(lines.get(3).strip())));
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  /**
   * The living postmaster of that directory, or empty when it is gone or the number is another's.
   */
  Optional<ProcessHandle> process(Path dataDir) {
    return ProcessHandle.of(pid)
        .filter(Signals::isRunning)
        .filter(
            handle ->
                Leftover.worksIn(handle, dataDir)
                    || Tools.commandLine(handle).contains("postgres -D " + dataDir + " "));
  }
}
