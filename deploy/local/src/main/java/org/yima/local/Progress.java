package org.yima.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, String> done;

  private Progress(Path file, Map<String, String> done) {
    this.file = file;
    this.done = done;
  }

  /** The steps done in this database; another database starts anew. */
  static Progress of(Path file, String database) throws IOException {
    Map<String, String> done = new TreeMap<>();
    if (Files.exists(file)) {
      done.putAll(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}));
    }
    if (!database.equals(done.get("database"))) {
      done.clear();
      done.put("database", database);
    }
    return new Progress(file, done);
  }

  /** Runs the step unless it is done, and gives its answer. */
  @CanIgnoreReturnValue
  String once(String key, Step step) throws IOException, InterruptedException {
    String known = done.get(key);
    if (known != null) {
      return known;
    }
    String answer = step.run();
    done.put(key, answer);
    SecretFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(done) + "\n");
    return answer;
  }

  Optional<String> answer(String key) {
    return Optional.ofNullable(done.get(key));
  }
}
