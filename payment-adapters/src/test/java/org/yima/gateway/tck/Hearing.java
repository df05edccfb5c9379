package org.yima.gateway.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yima.gateway.tck.Reporting.Told;
import org.yima.gateway.wallet.NotificationReply;

/** Our door for reports, one path for each payment, so that cases do not hear of each other. */
public final class Hearing implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, BlockingQueue<Told>> heard = new ConcurrentHashMap<>();
  private final Map<String, NotificationReply> replies = new ConcurrentHashMap<>();
  private volatile NotificationReply reply = new NotificationReply(204, "", "");

  /** A door of one's own. */
  public static Hearing open() {
    return new Hearing();
  }

  Hearing() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException unavailable) {
      throw new UncheckedIOException(unavailable);
    }
    server.createContext("/", this::hear);
    server.start();
  }

  /** The address for what is reported of one payment. */
  public URI of(String number) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + number);
  }

  /** What a gateway is to be answered from now on where nothing else is said. */
  public void answer(NotificationReply other) {
    reply = other;
  }

  /** The address for what is reported of one payment, and what is answered there. */
  URI answering(String number, NotificationReply own) {
    replies.put("/" + number, own);
    return of(number);
  }

  /** The next report to a payment's address; none within a minute is a failure. */
  public Told next(String number) {
    try {
      Told told = queue("/" + number).poll(60, TimeUnit.SECONDS);
      if (told == null) {
        throw new AssertionError("nothing was reported of " + number);
      }
      return told;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private BlockingQueue<Told> queue(String path) {
    return heard.computeIfAbsent(path, unheard -> new LinkedBlockingQueue<>());
  }

  private void hear(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    queue(exchange.getRequestURI().getPath()).add(new Told(headers, body));
    NotificationReply now = replies.getOrDefault(exchange.getRequestURI().getPath(), reply);
    byte[] said = now.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(now.status(), said.length == 0 ? -1 : said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
