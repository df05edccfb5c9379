package org.yima.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has been loaded already: a key per step and what came of it, for instance the id the server
 * gave. Every step is on disk before the next begins, so a load that was cut off is gone on with.
 */
final class Progress {
  /** One step; its answer is remembered. */
  interface Step {
    String run() throws IOException, InterruptedException;
  }

  private static final String DATABASE = "database";

  /** Where the sandbox is: the insurers are known to the server by their address in it. */
  static final String SANDBOX_URL = "sandboxUrl";

  private static final Set<String> AGREED = Set.of(DATABASE, SANDBOX_URL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, String> done;

  private Progress(Path file, Map<String, String> done) {
    this.file = file;
    this.done = done;
  }

  /**
   * The steps done in this database. The first call binds the file to the database, on disk, before
   * anything is made there; a file that is bound to another is refused.
   */
  static Progress of(Path file, String database) throws IOException, InterruptedException {
    Map<String, String> done = new TreeMap<>();
    if (Files.exists(file)) {
      done.putAll(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}));
    }
    Progress progress = new Progress(file, done);
    String bound = progress.once(DATABASE, () -> database);
    if (!bound.equals(database)) {
      throw new StartFailure(
          file.getParent()
              + " belongs to another database; give this run a --var of its own, or begin anew with"
              + " --fresh");
    }
    return progress;
  }

  /** Whether the file is bound to this database. */
  static boolean isOf(Path file, String database) throws IOException {
    return Files.exists(file)
        && JSON.readTree(file.toFile()).path(DATABASE).asText().equals(database);
  }

  /** Whether anything has been loaded, and not only agreed on. */
  static boolean hasSteps(Path file) throws IOException {
    Iterator<String> keys = JSON.readTree(file.toFile()).fieldNames();
    while (keys.hasNext()) {
      if (!AGREED.contains(keys.next())) {
        return true;
      }
    }
    return false;
  }

  /** Runs the step unless it is done, and gives its answer. */
  @CanIgnoreReturnValue
  String once(String key, Step step) throws IOException, InterruptedException {
    String known = done.get(key);
    if (known != null) {
      return known;
    }
    String answer = step.run();
    note(key, answer);
    return answer;
  }

  /** Writes an answer down, over an earlier one. */
  void note(String key, String answer) throws IOException {
    done.put(key, answer);
    SecretFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(done) + "\n");
  }

  Optional<String> answer(String key) {
    return Optional.ofNullable(done.get(key));
  }
}
