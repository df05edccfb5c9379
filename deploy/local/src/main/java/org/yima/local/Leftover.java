package org.yima.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an earlier owner of a data directory left behind when it was killed: a postmaster that lives
 * on, or only its {@code postmaster.pid}. PostgreSQL refuses to start while the number in that file
 * belongs to any process at all, be it a dead one that nobody has reaped yet or, after a power cut,
 * a stranger; we look at who really works in the directory.
 */
final class Leftover {
  private static final Path PROC = Path.of("/proc/self/cwd");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Leftover() {}

  /** Stops the postmaster if it lives, and takes its file away if it does not. */
  static void end(Path dataDir) throws IOException, InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.read(dataDir);
    Optional<ProcessHandle> postmaster = file.flatMap(found -> found.process(dataDir));
    if (postmaster.isPresent()) {
      stop(postmaster.get());
    }
    if (!Files.exists(PROC) || !Files.isDirectory(dataDir)) {
      return;
    }
    // Backends of a killed postmaster notice its end by themselves and leave.
    for (ProcessHandle worker : workingIn(dataDir)) {
      if (!Signals.ended(worker, PATIENCE) && worksIn(worker, dataDir)) {
        throw new LocalPostgresException(
            "Process " + worker.pid() + " still works in " + dataDir + "; stop it first");
      }
    }
    Files.deleteIfExists(dataDir.resolve("postmaster.pid"));
  }

  static void stop(ProcessHandle postmaster) throws IOException, InterruptedException {
    Signals.send("INT", postmaster.pid());
    if (!Signals.ended(postmaster, PATIENCE)) {
      // Immediate shutdown: nothing committed is lost, the next start recovers from the log.
      Signals.send("QUIT", postmaster.pid());
      if (!Signals.ended(postmaster, PATIENCE)) {
        throw new LocalPostgresException(
            "PostgreSQL (process " + postmaster.pid() + ") does not end");
      }
    }
  }

  /** Whether a living process has the directory as its own, as every PostgreSQL process has. */
  static boolean worksIn(ProcessHandle process, Path dataDir) {
    try {
      Path workingDirectory =
          Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
      return workingDirectory.equals(dataDir.toRealPath());
    } catch (IOException notOurs) {
      // Ended, dead and not reaped, or somebody else's.
      return false;
    }
  }

  private static List<ProcessHandle> workingIn(Path dataDir) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> worksIn(process, dataDir))
        .toList();
  }
}
