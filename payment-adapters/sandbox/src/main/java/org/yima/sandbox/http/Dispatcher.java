package org.yima.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.faults.Fault;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;

/**
 * The way of every request: read within bounds, admitted at its door, one transaction that commits
 * effect and answer, then the answer, or the fault that was asked for instead.
 */
public final class Dispatcher implements HttpHandler {
  private final List<Route> routes;
  private final Books books;
  private final Faults faults;
  private final Later later;
  private final CallLog log;
  private final long silenceMillis;

  public Dispatcher(
      List<Route> routes,
      Books books,
      Faults faults,
      Later later,
      CallLog log,
      long silenceMillis) {
    this.routes = List.copyOf(routes);
    this.books = books;
    this.faults = faults;
    this.later = later;
    this.log = log;
    this.silenceMillis = silenceMillis;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long from = System.nanoTime();
    Optional<Found> found;
    try {
      found = find(head(exchange));
    } catch (Refused malformed) {
      send(exchange, error(malformed.status(), malformed.code(), malformed.getMessage()));
      return;
    }
    if (found.isEmpty()) {
      log.add("-", "-", 404, "not-found", "-", millisSince(from));
      send(exchange, error(404, "not-found", "no such path"));
      return;
    }
    Route route = found.get().route();
    byte[] body = exchange.getRequestBody().readNBytes(route.mostBytes() + 1);
    if (body.length > route.mostBytes()) {
      log.add(route.channel(), "-", 413, "too-large", "-", millisSince(from));
      send(exchange, error(413, "body.too-large", "at most " + route.mostBytes() + " bytes"));
      return;
    }
    answer(exchange, route, found.get().call().with(body), from);
  }

  private record Found(Route route, Call call) {}

  private Optional<Found> find(Call call) {
    for (Route route : routes) {
      Optional<Call> match = route.match(call);
      if (match.isPresent()) {
        return Optional.of(new Found(route, match.get()));
      }
    }
    return Optional.empty();
  }

  private void answer(HttpExchange exchange, Route route, Call call, long from) throws IOException {
    String name = "-";
    Fault fault = Fault.NONE;
    Outcome outcome;
    try {
      route.door().admit(call);
      name = route.name().apply(call);
      String called = name;
      fault =
          books.transact(
              tx -> faults.take(tx, route.channel(), called, route.spoils(called)::contains));
      outcome =
          fault.kind().before() ? Outcome.failed(route, call) : Outcome.of(route, call, books, log);
    } catch (Refused refusal) {
      outcome = new Outcome(route.door().refuse(call, refusal), refusal.code());
    }
    if (fault.kind().isError()) {
      outcome = Outcome.failed(route, call);
    }
    boolean spoilt = fault.kind() == FaultKind.BAD_SIGNATURE;
    Answer sealed =
        fault.kind() == FaultKind.CLOCK_SKEW
            ? route.door().sealAhead(call, outcome.answer(), Duration.ofMillis(fault.delayMillis()))
            : route.door().seal(call, outcome.answer(), spoilt);
    boolean silent = fault.kind().isSilence() || fault.kind().isReset();
    log.add(
        route.channel(),
        name,
        silent ? 0 : sealed.status(),
        outcome.code(),
        fault.kind().name(),
        millisSince(from));
    deliver(exchange, fault, sealed);
  }

  private void deliver(HttpExchange exchange, Fault fault, Answer sealed) throws IOException {
    if (fault.kind().isReset()) {
      exchange.close();
    } else if (fault.kind().isSilence()) {
      later.run(silenceMillis, exchange::close);
    } else if (fault.kind() == FaultKind.SLOW) {
      later.run(fault.delayMillis(), () -> sendQuietly(exchange, sealed));
    } else {
      send(exchange, sealed);
    }
  }

  /** Runs something after a time without holding a thread of the server. */
  public interface Later {
    void run(long millis, Runnable work);
  }

  private record Outcome(Answer answer, String code) {
    static Outcome of(Route route, Call call, Books books, CallLog log) {
      try {
        return new Outcome(books.transact(tx -> route.handler().handle(call, tx)), "-");
      } catch (Refused refusal) {
        return new Outcome(route.door().refuse(call, refusal), refusal.code());
      } catch (RuntimeException mistake) {
        // The type says where to look; the message could repeat what the caller sent.
        StackTraceElement[] trace = mistake.getStackTrace();
        log.event(
            "mistake type=%s at=%s"
                .formatted(mistake.getClass().getName(), trace.length == 0 ? "-" : trace[0]));
        return failed(route, call);
      }
    }

    static Outcome failed(Route route, Call call) {
      Refused failure = new Refused(500, "SYSTEM_ERROR", "系统异常，请稍后重试");
      return new Outcome(route.door().refuse(call, failure), failure.code());
    }
  }

  private static Call head(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new Call(
        exchange.getRequestMethod(), exchange.getRequestURI(), headers, new byte[0], Map.of());
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(status, Map.of("code", code, "message", message));
  }

  private void sendQuietly(HttpExchange exchange, Answer answer) {
    try {
      send(exchange, answer);
    } catch (IOException gone) {
      log.event("caller-gone");
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bare = answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
    if (!bare) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
