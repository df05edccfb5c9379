package org.yima.benchmarks.world;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time that the server and the database have taken so far. On a machine that does
 * other work it still says what an operation costs, when answers per second no longer do.
 */
public final class Processors {
  private final ProcessHandle server;
  private final ProcessHandle database;

  Processors(long serverPid, long databasePid) {
    this.server = ProcessHandle.of(serverPid).orElseThrow();
    this.database = ProcessHandle.of(databasePid).orElseThrow();
  }

  /**
   * Time taken.
   *
   * @param server by the server's process
   * @param database by all processes of PostgreSQL that live
   */
  public record Taken(Duration server, Duration database) {
    /** Time taken since an earlier reading. */
    public Taken since(Taken earlier) {
      return new Taken(server.minus(earlier.server), database.minus(earlier.database));
    }
  }

  /** Reads it. */
  public Taken read() {
    return new Taken(
        of(server),
        Stream.concat(Stream.of(database), database.descendants())
            .map(Processors::of)
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
