package org.yima.benchmarks.gateways;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import org.yima.gateway.tck.Sealed;

/** The limits: what no adapter can do without, and nothing else. */
final class Bare implements AutoCloseable {
  /** About as long as a report is. */
  private static final byte[] TEXT = new byte[1_200];

  private final Map<Sealed, BareSignature> signatures = new EnumMap<>(Sealed.class);
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  Bare() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException unavailable) {
      throw new UncheckedIOException(unavailable);
    }
    for (Sealed with : Sealed.values()) {
      signatures.put(with, BareSignature.of(with, TEXT));
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(TEXT))
            .build();
  }

  /** One verification of as long a text. */
  void verify(Sealed with) {
    if (!signatures.get(with).verifies()) {
      throw new IllegalStateException("the signature does not verify");
    }
  }

  /** One round trip of as long a text, there and back. */
  void roundTrip() {
    try {
      int length = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
      if (length != TEXT.length) {
        throw new IllegalStateException("an echo of another length");
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
