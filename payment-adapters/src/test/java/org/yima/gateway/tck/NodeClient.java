package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script of {@code src/test/node} with the packages that its lock file names, put into
 * {@code target} by npm once. Where there is no node or nothing can be fetched, the test is skipped
 * and says so; continuous integration takes no skipped test.
 */
final class NodeClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path HOME = Path.of("target", "outside-clients");
  private static final String LOCK = "package-lock.json";

  private NodeClient() {}

  /** Runs a script with this on its standard input; gives what it says on its standard output. */
  static JsonNode run(String script, Map<String, ?> input) {
    assumeTrue(
        exit(Path.of("."), "node", "--version") == 0,
        "node is missing: the clients nobody here wrote were not run");
    assumeTrue(installed(), "npm could not fetch the clients nobody here wrote: they were not run");
    try {
      Path error = HOME.resolve(script + ".err");
      Process process =
          new ProcessBuilder("node", script)
              .directory(HOME.toFile())
              .redirectError(error.toFile())
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(JSON.writeValueAsBytes(input));
      }
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(script + ": " + Files.readString(error));
      }
      return JSON.readTree(said);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** The scripts as they are now, and the packages of this very lock file. */
  private static boolean installed() {
    try {
      Files.createDirectories(HOME);
      for (Path source : List.copyOf(listed(SOURCES))) {
        Path unused =
            Files.copy(
                source, HOME.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      Path done = HOME.resolve("installed");
      String lock = Files.readString(HOME.resolve(LOCK));
      if (Files.exists(done) && Files.readString(done).equals(lock)) {
        return true;
      }
      for (int attempt = 0; attempt < 3; attempt++) {
        if (exit(HOME, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") == 0) {
          return Files.exists(Files.writeString(done, lock));
        }
      }
      return false;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static int exit(Path folder, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(5, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (IOException missing) {
      return -1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
