package org.yima.sandbox.jobs;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.CallLog;

/**
 * Runs jobs when they are due. A job leaves the disk only after its handler returned, so after a
 * kill it runs again: handlers tolerate that.
 */
public final class Jobs implements AutoCloseable {
  private static final int AT_ONCE = 64;
  private final Books books;
  private final CallLog log;
  private final Map<String, Handler> handlers = new HashMap<>();
  private final Set<Long> running = new HashSet<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private Future<?> pending;
  private long pendingAt;

  public Jobs(Books books, CallLog log) {
    this.books = books;
    this.log = log;
  }

  /** What a kind of job does. */
  public interface Handler {
    /** Does the work; an answer means that it is to be done again, with this body, at that time. */
    Optional<Again> run(String body);
  }

  /** When a job runs again. */
  public record Again(Instant due, String body) {}

  private record Job(long id, String type, Instant due, String body) {}

  /** Names the handler of a type; before {@link #start}. */
  public void handle(String type, Handler handler) {
    handlers.put(type, handler);
  }

  /** Adds work to this transaction. */
  public void schedule(Transaction tx, String type, Instant due, String body) {
    tx.run("INSERT INTO jobs (type, due, body) VALUES (?, ?, ?)", type, due.toEpochMilli(), body);
    tx.afterCommit(this::wake);
  }

  /** Begins with what a former run left. */
  public void start() {
    wake();
  }

  private void wake() {
    plan(0);
  }

  private synchronized void plan(long millis) {
    if (timer.isShutdown()) {
      return;
    }
    long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    // A later plan never takes the place of an earlier one: the earlier may be for a job this
    // thread has not seen.
    if (pending != null && pendingAt - at <= 0) {
      return;
    }
    if (pending != null) {
      pending.cancel(false);
    }
    pendingAt = at;
    pending = timer.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void begun() {
    pending = null;
  }

  private void tick() {
    begun();
    Instant now = books.transact(Transaction::now);
    List<Job> first = books.transact(this::first);
    long wait = -1;
    for (Job job : first) {
      if (job.due().isAfter(now)) {
        wait = job.due().toEpochMilli() - now.toEpochMilli();
        break;
      }
      if (claim(job)) {
        workers.execute(() -> work(job));
      }
    }
    if (wait >= 0) {
      plan(wait);
    }
  }

  private synchronized boolean claim(Job job) {
    return running.add(job.id());
  }

  private List<Job> first(Transaction tx) {
    return tx.rows(
        "SELECT id, type, due, body FROM jobs ORDER BY due LIMIT ?",
        row ->
            new Job(
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4)),
        AT_ONCE);
  }

  private void work(Job job) {
    Optional<Again> again;
    try {
      again = handlers.get(job.type()).run(job.body());
    } catch (RuntimeException mistake) {
      log.event(
          "job-failed type=%s mistake=%s".formatted(job.type(), mistake.getClass().getName()));
      again = Optional.of(new Again(books.transact(Transaction::now).plusSeconds(5), job.body()));
    }
    Optional<Again> next = again;
    books.transact(
        tx -> {
          if (next.isPresent()) {
            tx.run(
                "UPDATE jobs SET due = ?, body = ? WHERE id = ?",
                next.get().due().toEpochMilli(),
                next.get().body(),
                job.id());
          } else {
            tx.run("DELETE FROM jobs WHERE id = ?", job.id());
          }
          return null;
        });
    synchronized (this) {
      running.remove(job.id());
    }
    wake();
  }

  /** Stops after the work in hand. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
