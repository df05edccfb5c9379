package org.yima.sandbox.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yima.sandbox.books.Transaction;

/**
 * A method and a path with named parts in braces, the door it lies behind and what it does.
 *
 * @param channel the gateway's name for faults and the log
 * @param name what faults and the log call this call
 */
public record Route(
    String method,
    List<String> path,
    String channel,
    Function<Call, String> name,
    Door door,
    Handler handler) {

  /** The work of one call; everything it writes and its answer are committed together. */
  public interface Handler {
    Answer handle(Call call, Transaction tx);
  }

  /** A route whose call has a fixed name. */
  public static Route of(
      String method, String template, String channel, String name, Door door, Handler handler) {
    return new Route(
        method, List.of(template.split("/", -1)), channel, call -> name, door, handler);
  }

  Optional<Call> match(Call call) {
    List<String> parts = List.of(call.rawPath().split("/", -1));
    if (!call.method().equals(method) || parts.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String expected = path.get(i);
      if (expected.startsWith("{")) {
        found.put(
            expected.substring(1, expected.length() - 1),
            Call.decode(parts.get(i).replace("+", "%2B")));
      } else if (!expected.equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(call.with(found));
  }
}
