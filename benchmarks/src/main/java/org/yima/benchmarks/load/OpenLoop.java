package org.yima.benchmarks.load;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends calls at a fixed rate whether or not the last were answered, and takes each one's time from
 * the moment at which it was due: a server that stops makes all who come meanwhile wait.
 */
final class OpenLoop implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient client;
  private final String token;

  OpenLoop(String baseUrl, String token) {
    this.token = token;
    URI server = URI.create(baseUrl);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(server.getHost())
                .setDefaultPort(server.getPort())
                .setMaxPoolSize(64));
  }

  /**
   * How long answers took, in microseconds.
   *
   * @param sorted one time for each call
   */
  record Times(long[] sorted) {
    long percentile(double part) {
      return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
    }
  }

  /** Sends so many calls at a rate; fails with the first that is refused. */
  Times drive(String path, String type, List<Buffer> bodies, int perSecond, int calls) {
    Promise<Times> done = Promise.promise();
    long[] micros = new long[calls];
    int[] answered = new int[1];
    long begun = System.nanoTime();
    // A thread that waits until the next is due takes less of the shared processors than a timer
    // that ticks.
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      for (int i = 0; i < calls; i++) {
        int call = i;
        long due = begun + call * 1_000_000_000L / perSecond;
        Buffer body = bodies.get(call % bodies.size());
        Future<?> unused =
            timer.schedule(
                () ->
                    loop.runOnContext(
                        ignored -> send(path, type, body, due, call, micros, answered, done)),
                due - System.nanoTime(),
                TimeUnit.NANOSECONDS);
      }
      return done.future().toCompletionStage().toCompletableFuture().join();
    } finally {
      // Those that are left belong to a run that has failed.
      List<Runnable> unused = timer.shutdownNow();
    }
  }

  private void send(
      String path,
      String type,
      Buffer body,
      long due,
      int call,
      long[] micros,
      int[] answered,
      Promise<Times> done) {
    client
        .request(HttpMethod.POST, path)
        .compose(
            request ->
                request
                    .putHeader("Authorization", "Bearer " + token)
                    .putHeader("Content-Type", type)
                    .send(body))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        answer -> {
                          if (response.statusCode() / 100 != 2) {
                            throw new IllegalStateException(
                                path + " answered " + response.statusCode() + " " + answer);
                          }
                          return answer;
                        }))
        .onSuccess(
            answer -> {
              micros[call] = (System.nanoTime() - due) / 1000;
              if (++answered[0] == micros.length) {
                Arrays.sort(micros);
                boolean unused = done.tryComplete(new Times(micros));
              }
            })
        .onFailure(
            failure -> {
              boolean unused = done.tryFail(failure);
            });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
