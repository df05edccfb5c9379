package org.yima.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A Java process that belongs to this one. It has a session of its own, so Ctrl-C reaches the
 * launcher alone, which then stops its children in their order; and it gets SIGTERM from the kernel
 * when the launcher is killed. A child that outlived its launcher nevertheless is found by its pid
 * file at the next start.
 */
final class Child {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final String name;
  private final Process process;
  private final Path pidFile;
  private final Path log;

  private Child(String name, Process process, Path pidFile, Path log) {
    this.name = name;
    this.process = process;
    this.pidFile = pidFile;
    this.log = log;
  }

  /**
   * Starts {@code java} with these arguments; its output goes to {@code <var>/<name>.log}. To be
   * called from a thread that lives as long as the launcher: the kernel's signal follows the
   * thread.
   */
  static Child start(String name, Path var, List<String> arguments) throws IOException {
    Path log = var.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    if (Tools.onPath("setpriv")) {
      command.addAll(List.of("setpriv", "--pdeathsig", "TERM"));
    }
    if (Tools.onPath("setsid")) {
      command.add("setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(var.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Path pidFile = var.resolve(name + ".pid");
    Files.writeString(pidFile, Long.toString(process.pid()));
    return new Child(name, process, pidFile, log);
  }

  /** Ends the child that an earlier launcher left behind, if it still runs {@code program}. */
  static void endLeftover(String name, Path var, String program)
      throws IOException, InterruptedException {
    Path pidFile = var.resolve(name + ".pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String pid = Files.readString(pidFile).strip();
    Optional<ProcessHandle> leftover =
        pid.matches("\\d{1,9}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    if (leftover.isPresent() && commandLine(leftover.get()).contains(program)) {
      end(leftover.get());
    }
    Files.deleteIfExists(pidFile);
  }

  /** A process that is just becoming its program says nothing of itself for a moment. */
  private static String commandLine(ProcessHandle process) throws InterruptedException {
    String line = Tools.commandLine(process);
    for (int look = 0; look < 50 && line.isEmpty() && !Signals.ended(process, MOMENT); look++) {
      line = Tools.commandLine(process);
    }
    return line;
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** One line about a child that ended although nobody asked it to. */
  StartFailure ended() {
    return new StartFailure(
        "The " + name + " ended with status " + process.exitValue() + "; see " + log);
  }

  void stop() throws IOException, InterruptedException {
    end(process.toHandle());
    Files.deleteIfExists(pidFile);
  }

  private static void end(ProcessHandle process) throws InterruptedException {
    boolean asked = process.destroy();
    if (asked && !Signals.ended(process, PATIENCE) && process.destroyForcibly()) {
      boolean gone = Signals.ended(process, PATIENCE);
      if (!gone) {
        throw new StartFailure("Process " + process.pid() + " does not end");
      }
    }
  }
}
