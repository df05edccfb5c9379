package org.yima.local;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What {@code ./run} runs: PostgreSQL, the gateway sandbox and the server on one machine, until
 * SIGINT or SIGTERM. Exit status 0 after a signal and a clean stop, 1 when something could not be
 * started or ended on its own; then one line on standard error says what.
 */
public final class Run {
  private Run() {}

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("yima.home", ".")).toAbsolutePath().normalize();
    Path var = home.resolve("var");
    Clock clock = Clock.systemUTC();
    Running running = new Running();
    AtomicInteger status = new AtomicInteger();
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // On a signal this thread still waits; an Error that nothing caught has ended it.
                  boolean orderly = main.isAlive();
                  boolean clean = running.stop();
                  // Halting here gives the status; after a signal the virtual machine's own is 130
                  // or 143.
                  Runtime.getRuntime().halt(clean && orderly ? status.get() : 1);
                },
                "stop"));
    try {
      Options options = Options.parse(List.of(arguments), home, System.getenv());
      var = options.var();
      World world = new World(options, clock, new SecureRandom(), running);
      world.start().forEach(System.out::println);
      throw running.awaitFailure();
    } catch (StartFailure | LocalPostgresException | ApiRefusal failure) {
      complain(running, status, failure.getMessage());
    } catch (IOException failure) {
      complain(running, status, failure.getClass().getSimpleName() + " " + firstLine(failure));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      complain(running, status, "interrupted");
    } catch (RuntimeException | Error defect) {
      complain(running, status, Defect.report(defect, var, clock.instant()));
    }
    System.exit(1);
  }

  /** A parser's message goes on with what it has read. */
  private static String firstLine(IOException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static void complain(Running running, AtomicInteger status, String message) {
    // While stopping on a signal, whatever broke off broke off because of that.
    if (!running.isStopping()) {
      System.err.println("yima: " + message);
      status.set(1);
    }
  }
}
