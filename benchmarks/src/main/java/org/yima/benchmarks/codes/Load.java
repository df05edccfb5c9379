package org.yima.benchmarks.codes;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Drives one server over HTTP/1.1 with a fixed number of kept-alive connections. Each sends its
 * next call when the last is answered, so the number of calls in flight is the number of
 * connections. Everything runs on one event loop.
 */
final class Load implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final int connections;
  private final HttpClient client;

  Load(String baseUrl, int connections) {
    this.connections = connections;
    URI server = URI.create(baseUrl);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(server.getHost())
                .setDefaultPort(server.getPort())
                .setMaxPoolSize(connections));
  }

  /** Drives one operation for so long, or until it has no more calls. */
  Measured drive(Operation operation, Duration time) {
    Drive drive = new Drive(operation, System.nanoTime() + time.toNanos());
    loop.runOnContext(ignored -> drive.start());
    return drive.done.future().toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One drive; all of it on the event loop. */
  private final class Drive {
    private final Promise<Measured> done = Promise.promise();
    private final Operation operation;
    private final long end;
    private long[] nanos = new long[1 << 14];
    private int answered;
    private long begun;
    private long lastAnswer;
    private int open = connections;

    Drive(Operation operation, long end) {
      this.operation = operation;
      this.end = end;
    }

    void start() {
      begun = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        next();
      }
    }

    private void next() {
      Optional<Call> call =
          System.nanoTime() < end && !done.future().isComplete()
              ? operation.next()
              : Optional.empty();
      if (call.isEmpty()) {
        if (--open == 0) {
          boolean unused = done.tryComplete(measured());
        }
        return;
      }
      long sent = System.nanoTime();
      Future<Buffer> answer = send(call.get());
      answer.onSuccess(body -> take(body, sent)).onFailure(this::fail);
    }

    private Future<Buffer> send(Call call) {
      return client
          .request(HttpMethod.POST, call.path())
          .compose(
              request ->
                  request
                      .putHeader("Authorization", "Bearer " + call.token())
                      .putHeader("Content-Type", "application/json")
                      .send(call.body()))
          .compose(
              response ->
                  response
                      .body()
                      .map(
                          body -> {
                            if (response.statusCode() != operation.status()) {
                              throw new IllegalStateException(
                                  call.path() + " answered " + response.statusCode() + " " + body);
                            }
                            return body;
                          }));
    }

    private void take(Buffer body, long sent) {
      try {
        operation.answered(body);
      } catch (RuntimeException wrong) {
        fail(wrong);
        return;
      }
      lastAnswer = System.nanoTime();
      if (answered == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * nanos.length);
      }
      nanos[answered++] = lastAnswer - sent;
      next();
    }

    private void fail(Throwable failure) {
      boolean unused = done.tryFail(failure);
    }

    private Measured measured() {
      if (answered == 0) {
        throw new IllegalStateException("nothing was answered");
      }
      long[] sorted = Arrays.copyOf(nanos, answered);
      Arrays.sort(sorted);
      return new Measured(
          answered,
          answered * 1e9 / (lastAnswer - begun),
          sorted[answered / 2] / 1000,
          sorted[(int) (answered * 0.99)] / 1000);
    }
  }
}
