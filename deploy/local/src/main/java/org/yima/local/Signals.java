package org.yima.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends POSIX signals that {@link ProcessHandle} has no name for, and waits for processes to end.
 */
final class Signals {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Signals() {}

  /**
   * PostgreSQL's "fast shutdown" is SIGINT and its "immediate" is SIGQUIT; Java can send neither.
   */
  static void send(String signal, long pid) throws IOException, InterruptedException {
    // The shell's own kill, since a minimal system may lack the program. A process that is gone
    // already is what the caller wants, so the exit status is of no interest.
    int ignored =
        new ProcessBuilder("bash", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
  }

  /**
   * True when the process ended within the time. {@link ProcessHandle#onExit} would look at a
   * process that is nobody's child, as a postmaster is, only every few seconds.
   */
  static boolean ended(ProcessHandle process, Duration within) throws InterruptedException {
    for (long looks = within.dividedBy(BETWEEN_LOOKS); looks > 0 && isRunning(process); looks--) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
    return !isRunning(process);
  }

  /**
   * False also for a process that has died but whom nobody has reaped yet: a postmaster's parent is
   * whoever adopts orphans here, and that may take its time.
   */
  static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
      // The state follows the name, which is in parentheses and may hold any character.
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException noProc) {
      return process.isAlive();
    }
  }
}
