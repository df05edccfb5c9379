package org.yima.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What nobody foresaw: one line for the person, the whole for whoever mends it. */
final class Defect {
  private Defect() {}

  /** Adds the stack trace to {@code <var>/launcher.log} and gives the line that says so. */
  static String report(Throwable defect, Path var, Instant now) {
    String line = "a defect of the launcher (" + defect.getClass().getSimpleName() + ")";
    Path log = var.resolve("launcher.log");
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = SecretFile.directory(var).resolve(log);
      Path written =
          Files.writeString(
              file,
              now + " " + trace,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      return line + "; please report it with " + written;
    } catch (IOException unwritable) {
      return line + " at " + defect.getStackTrace()[0];
    }
  }
}
