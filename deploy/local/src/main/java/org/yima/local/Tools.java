package org.yima.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the operating system offers. */
final class Tools {
  private Tools() {}

  /** Whether a program can be started by its name. */
  static boolean onPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** The arguments a process was started with; empty when it is gone or not ours to see. */
  static String commandLine(ProcessHandle process) {
    try {
      // ProcessHandle cuts long command lines short, /proc does not.
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException noProc) {
      return process.info().commandLine().orElse("");
    }
  }
}
