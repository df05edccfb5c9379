package org.yima.gateway.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;

/**
 * Sends one request and reads its whole answer within bounds of time and size. Redirects are not
 * followed: a signed call is for one address only.
 */
public final class BoundedHttp {

  /** More than any answer that is no file; a hospital's day in the bureau's details is one too. */
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  /** A day's file is held in memory while it is read. */
  private static final int LARGEST_FILE = 256 * 1024 * 1024;

  private final HttpClient client;
  private final Timeouts timeouts;
  private final int largest;

  public BoundedHttp(Timeouts timeouts) {
    this(timeouts, LARGEST_ANSWER);
  }

  /** For files. */
  public static BoundedHttp ofFiles(Timeouts timeouts) {
    return new BoundedHttp(timeouts, LARGEST_FILE);
  }

  BoundedHttp(Timeouts timeouts, int largest) {
    this.timeouts = timeouts;
    this.largest = largest;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .build();
  }

  /** Succeeds with whatever complete answer came, a 5xx included; else says why none came. */
  public Outcome<HttpAnswer> send(HttpRequest.Builder request) {
    // The request's own timeout ends with the headers; waiting on the future bounds the body too.
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(
            request.timeout(timeouts.total()).build(), head -> new LimitedBody(largest));
    try {
      HttpResponse<byte[]> answer = coming.get(timeouts.total().toMillis(), TimeUnit.MILLISECONDS);
      return Outcome.succeeded(
          new HttpAnswer(answer.statusCode(), answer.headers(), answer.body()));
    } catch (TimeoutException late) {
      return abandoned(coming, UnknownCause.TIMEOUT);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return abandoned(coming, UnknownCause.CONNECTION);
    } catch (ExecutionException failed) {
      return Outcome.unknown(cause(failed.getCause()));
    }
  }

  private static UnknownCause cause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LimitedBody.TooLarge) {
        return UnknownCause.UNREADABLE;
      }
    }
    return failure instanceof HttpTimeoutException ? UnknownCause.TIMEOUT : UnknownCause.CONNECTION;
  }

  private static Outcome<HttpAnswer> abandoned(CompletableFuture<?> coming, UnknownCause cause) {
    boolean unused = coming.cancel(true);
    return Outcome.unknown(cause);
  }
}
