package org.yima.local;

import java.io.IOException;
import java.nio.file.Path;

/** A process that owns a PostgreSQL and waits to be killed. */
final class Owner {
  private Owner() {}

  static Process start(Path dataDir) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            dataDir.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), 0);
    LocalPostgresTest.execute(postgres, "CREATE TABLE kept AS SELECT 'owner' AS word");
    System.out.println("committed");
    Thread.currentThread().join();
  }
}
