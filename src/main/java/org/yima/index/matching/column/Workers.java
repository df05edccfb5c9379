package org.yima.index.matching.column;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Who does work that can be done side by side. What comes out never depends on how many they are:
 * each task owns what it writes, and results come back in the order of their tasks.
 */
public final class Workers {
  private final Executor executor;

  private Workers(Executor executor) {
    this.executor = executor;
  }

  /** The calling thread alone. */
  public static Workers alone() {
    return new Workers(Runnable::run);
  }

  /** The threads of an executor, which must not be the caller's own. */
  public static Workers on(Executor executor) {
    return new Workers(executor);
  }

  /** Runs all tasks and waits; fails with the first failure. */
  public <T> List<T> all(List<Supplier<T>> tasks) {
    List<CompletableFuture<T>> running =
        tasks.stream().map(task -> CompletableFuture.supplyAsync(task, executor)).toList();
    return running.stream().map(CompletableFuture::join).toList();
  }
}
