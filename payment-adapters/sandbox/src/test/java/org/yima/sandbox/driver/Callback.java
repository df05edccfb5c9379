package org.yima.sandbox.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Where notifications arrive; it refuses the first ones when told to. */
public final class Callback implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals;
  private volatile byte[] said;

  /** A notification as it came; the names of its headers have no case. */
  public record Arrived(Map<String, String> headers, byte[] body) {
    public JsonNode envelope() {
      return World.tree(body);
    }

    /** The decrypted resource. */
    public JsonNode resource() {
      JsonNode resource = envelope().required("resource");
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(World.API_V3_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
            new GCMParameterSpec(
                128, resource.required("nonce").textValue().getBytes(StandardCharsets.US_ASCII)));
        cipher.updateAAD(
            resource.required("associated_data").textValue().getBytes(StandardCharsets.UTF_8));
        return World.tree(
            cipher.doFinal(
                Base64.getDecoder().decode(resource.required("ciphertext").textValue())));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  public Callback(int refuseFirst) {
    this(refuseFirst, 204);
  }

  /** Acknowledges with this status. */
  public Callback(int refuseFirst, int acknowledgement) {
    this(refuseFirst, acknowledgement, "");
  }

  /** Acknowledges with this status and text. */
  public Callback(int refuseFirst, int acknowledgement, String text) {
    said = text.getBytes(StandardCharsets.UTF_8);
    refusals = new AtomicInteger(refuseFirst);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          arrived.add(new Arrived(headers, exchange.getRequestBody().readAllBytes()));
          byte[] body = said;
          exchange.sendResponseHeaders(
              refusals.getAndDecrement() > 0 ? 500 : acknowledgement,
              body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
  }

  /** The next notification; none within a generous time is a failure. */
  public Arrived next() throws InterruptedException {
    Arrived next = arrived.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no notification came");
    }
    return next;
  }

  /** All that has come. */
  public List<Arrived> all() {
    List<Arrived> all = new ArrayList<>();
    int unused = arrived.drainTo(all);
    return all;
  }

  /** What it says from now on. */
  public void say(String text) {
    said = text.getBytes(StandardCharsets.UTF_8);
  }

  public void refuseNext(int times) {
    refusals.set(times);
  }

  public int waiting() {
    return arrived.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
