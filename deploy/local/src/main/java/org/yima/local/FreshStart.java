package org.yima.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Throws away what earlier runs made, by name: whatever else lies in the directory stays. */
final class FreshStart {
  private static final List<String> DIRECTORIES = List.of("postgres", "sandbox", "keys");
  private static final List<String> FILES =
      List.of(
          "loaded.json", "demo.json", "server.properties", "sandbox.json", "postgres.initialising");

  private FreshStart() {}

  static void wipe(Path var) throws IOException, InterruptedException {
    // A postmaster that outlived its owner would write into the directory that goes.
    Leftover.end(var.resolve("postgres"));
    for (String directory : DIRECTORIES) {
      DirectoryTree.delete(var.resolve(directory));
    }
    for (String file : FILES) {
      Files.deleteIfExists(var.resolve(file));
    }
  }
}
