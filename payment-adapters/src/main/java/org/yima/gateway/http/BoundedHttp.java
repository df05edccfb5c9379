package org.yima.gateway.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;

/**
 * Sends one request and reads its whole answer within the bound. Redirects are not followed: a
 * signed call is for one address only.
 */
public final class BoundedHttp {

  private final HttpClient client;
  private final Timeouts timeouts;

  public BoundedHttp(Timeouts timeouts) {
    this.timeouts = timeouts;
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
        client.sendAsync(request.timeout(timeouts.total()).build(), BodyHandlers.ofByteArray());
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
      return Outcome.unknown(
          failed.getCause() instanceof HttpTimeoutException
              ? UnknownCause.TIMEOUT
              : UnknownCause.CONNECTION);
    }
  }

  private static Outcome<HttpAnswer> abandoned(CompletableFuture<?> coming, UnknownCause cause) {
    boolean unused = coming.cancel(true);
    return Outcome.unknown(cause);
  }
}
