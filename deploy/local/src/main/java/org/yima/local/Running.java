package org.yima.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What is running and must be stopped, the last started first; and whether it still should run. */
final class Running {
  /** Stops one thing. */
  interface Stop {
    void run() throws Exception;
  }

  /** Starts one thing. */
  interface Start<T> {
    T run() throws Exception;
  }

  /** Stops a thing of that type. */
  interface StopOf<T> {
    void run(T started) throws Exception;
  }

  private record Entry(String name, Stop stop) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final CompletableFuture<StartFailure> failed = new CompletableFuture<>();
  private boolean stopping;

  /** Starts under the lock, so that a signal in between finds either nothing or all of it. */
  synchronized <T> T start(String name, Start<T> start, StopOf<T> stop) {
    if (stopping) {
      throw new StartFailure("Stopped while starting");
    }
    try {
      T started = start.run();
      entries.push(new Entry(name, () -> stop.run(started)));
      return started;
    } catch (RuntimeException failure) {
      throw failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted while starting the " + name, interrupted);
    } catch (Exception failure) {
      throw new StartFailure("The " + name + " does not start: " + failure.getMessage(), failure);
    }
  }

  synchronized void add(String name, Stop stop) {
    entries.push(new Entry(name, stop));
  }

  /** The first of the watched that ends makes all the rest end. */
  void watch(CompletableFuture<?> end, Supplier<StartFailure> failure) {
    CompletableFuture<Boolean> unused = end.thenApply(gone -> failed.complete(failure.get()));
  }

  /** Blocks until something that should run has ended. */
  StartFailure awaitFailure() {
    return failed.join();
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** Stops everything; true when all of it stopped as it should. */
  synchronized boolean stop() {
    stopping = true;
    boolean clean = true;
    while (!entries.isEmpty()) {
      Entry entry = entries.pop();
      try {
        entry.stop.run();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        clean = false;
      } catch (Exception failure) {
        System.err.println(
            "yima: the " + entry.name + " does not stop cleanly: " + failure.getMessage());
        clean = false;
      }
    }
    return clean;
  }
}
