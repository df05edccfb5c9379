package org.yima.sandbox.http;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One line per call, and the last of them for the page. Neither targets nor bodies are kept: they
 * can hold personal data.
 */
public final class CallLog {
  private static final int KEPT = 200;
  private final Clock clock;
  private final PrintStream out;
  private final Deque<Line> recent = new ArrayDeque<>();

  public CallLog(Clock clock, PrintStream out) {
    this.clock = clock;
    this.out = out;
  }

  /** What is kept of a call; status 0 means that no answer left. */
  public record Line(
      Instant at,
      String channel,
      String call,
      int status,
      String code,
      String fault,
      long millis) {}

  void add(String channel, String call, int status, String code, String fault, long millis) {
    Line line = new Line(clock.instant(), channel, call, status, code, fault, millis);
    synchronized (recent) {
      recent.addFirst(line);
      if (recent.size() > KEPT) {
        recent.removeLast();
      }
    }
    event(
        "call channel=%s call=%s status=%d code=%s fault=%s millis=%d"
            .formatted(channel, call, status, code, fault, millis));
  }

  /** Writes a line about something other than a call. */
  public void event(String keyValues) {
    out.println("at=" + clock.instant() + " event=" + keyValues);
  }

  /** The newest calls first. */
  public List<Line> recent() {
    synchronized (recent) {
      return new ArrayList<>(recent);
    }
  }
}
