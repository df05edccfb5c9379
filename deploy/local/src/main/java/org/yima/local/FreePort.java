package org.yima.local;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ports for processes that are started later. They lie below those that the kernel gives to whoever
 * asks for any, so that nobody takes one in between but by asking for it; each process looks from a
 * place of its own.
 */
public final class FreePort {
  private static final int FROM = 15_000;
  private static final int HOW_MANY = 17_000;

  /** No divisor of how many there are, so that every port has its turn. */
  private static final int STEP = 7_919;

  private static final AtomicLong NEXT = new AtomicLong(ProcessHandle.current().pid() * 31);

  private FreePort() {}

  /**
   * A port on which nobody listens, another one each time.
   *
   * @throws IOException when a thousand of them are taken
   */
  public static int find() throws IOException {
    IOException refused = new BindException("no port is free");
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = FROM + (int) (NEXT.getAndAdd(STEP) % HOW_MANY);
      try (ServerSocket free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        refused = taken;
      }
    }
    throw refused;
  }
}
