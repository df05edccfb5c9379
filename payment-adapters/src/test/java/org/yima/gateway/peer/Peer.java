package org.yima.gateway.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A gateway's end of the wire. One connection per request, so that a second sending by a client is
 * seen as a second request.
 */
public final class Peer implements AutoCloseable {

  /** A request as it came over the wire. */
  public record Request(String method, String target, Map<String, String> headers, String body) {
    public String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What the peer does with a request. */
  public sealed interface Reaction {}

  /** Answers. */
  public record Reply(int status, Map<String, String> headers, String body) implements Reaction {}

  /** Answers with a file. */
  @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
  public record Download(byte[] file) implements Reaction {}

  /** Reads the request and never answers. */
  public record Hang() implements Reaction {}

  /** Reads the request and resets the connection. */
  public record Reset() implements Reaction {}

  /** Promises more of a body than it sends, and closes. */
  public record CutOff(String body) implements Reaction {}

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Request> seen = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reaction> behaviour;

  public Peer(Function<Request, Reaction> behaviour) {
    this.behaviour = behaviour;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException unavailable) {
      throw new IllegalStateException(unavailable);
    }
    Thread acceptor = new Thread(this::accept, "peer");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  public void behave(Function<Request, Reaction> other) {
    this.behaviour = other;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public List<Request> seen() {
    return List.copyOf(seen);
  }

  /**
   * What was seen, once there are so many. Whoever gives up waiting for an answer may do so before
   * its request is read here; none within a minute is answered as it is.
   */
  public List<Request> seen(int wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    synchronized (seen) {
      for (long left = PATIENCE_NANOS;
          seen.size() < wanted && left > 0;
          left = end - System.nanoTime()) {
        try {
          TimeUnit.NANOSECONDS.timedWait(seen, left);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(stopped);
        }
      }
    }
    return seen();
  }

  private void see(Request request) {
    synchronized (seen) {
      seen.add(request);
      seen.notifyAll();
    }
  }

  public Request last() {
    return seen.get(seen.size() - 1);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread worker = new Thread(() -> serve(socket), "peer-connection");
        worker.setDaemon(true);
        worker.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      Request request = read(new BufferedInputStream(socket.getInputStream()));
      see(request);
      Reaction reaction = behaviour.apply(request);
      if (reaction instanceof Reply reply) {
        write(socket.getOutputStream(), reply, reply.body().getBytes(UTF_8), 0);
        socket.close();
      } else if (reaction instanceof Download download) {
        Map<String, String> kind = Map.of("Content-Type", "application/octet-stream");
        write(socket.getOutputStream(), new Reply(200, kind, ""), download.file(), 0);
        socket.close();
      } else if (reaction instanceof CutOff cut) {
        Reply reply = new Reply(200, Map.of("Content-Type", "application/json"), cut.body());
        write(socket.getOutputStream(), reply, cut.body().getBytes(ISO_8859_1), 100);
        socket.close();
      } else if (reaction instanceof Reset) {
        reset(socket);
      }
    } catch (IOException | RuntimeException gone) {
      // A client that gives up is part of what is tested; a failed check of the behaviour shows as
      // a connection without an answer.
      closeQuietly(socket);
    }
  }

  private static void reset(Socket socket) throws SocketException, IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static Request read(InputStream in) throws IOException {
    String[] start = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    return new Request(start[0], start[1], headers, new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private static void write(OutputStream out, Reply reply, byte[] body, int missing)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Answer\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (reply.status() != 204) {
      head.append("Content-Length: " + (body.length + missing) + "\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // Nothing is left to do for it.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException closed) {
      // The port is free in either case.
    }
    for (Iterator<Socket> each = open.iterator(); each.hasNext(); ) {
      closeQuietly(each.next());
    }
  }
}
