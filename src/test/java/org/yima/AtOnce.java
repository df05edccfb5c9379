package org.yima;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Calls that run at the same time, each on a thread of its own: the shared pool has one thread on a
 * small machine, where two calls that have to meet would wait for each other.
 */
public final class AtOnce {
  private AtOnce() {}

  public static <T> CompletableFuture<T> start(Supplier<T> call) {
    return CompletableFuture.supplyAsync(
        call,
        task -> {
          Thread thread = new Thread(task, "at-once");
          thread.setDaemon(true);
          thread.start();
        });
  }
}
