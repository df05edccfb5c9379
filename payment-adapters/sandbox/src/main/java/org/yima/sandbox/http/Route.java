package org.yima.sandbox.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Spoilable;

/**
 * A method and a path with named parts in braces, the door it lies behind and what it does.
 *
 * @param channel the gateway's name for faults and the log
 * @param name what faults and the log call this call
 * @param names everything that {@code name} says of calls that exist
 * @param consequences what else can go wrong because of it: what is told, what is settled
 * @param mostBytes of a body
 */
public record Route(
    String method,
    List<String> path,
    String channel,
    Function<Call, String> name,
    Set<String> names,
    Door door,
    Handler handler,
    List<Spoilable> consequences,
    int mostBytes) {
  private static final int USUAL_BYTES = 1 << 20;

  public Route {
    path = List.copyOf(path);
    names = Set.copyOf(names);
    consequences = List.copyOf(consequences);
  }

  /** The work of one call; everything it writes and its answer are committed together. */
  public interface Handler {
    Answer handle(Call call, Transaction tx);
  }

  /** A route whose call has a fixed name. */
  public static Route of(
      String method, String template, String channel, String name, Door door, Handler handler) {
    return of(method, template, channel, call -> name, Set.of(name), door, handler);
  }

  /** A route whose calls say in their content which they are. */
  public static Route of(
      String method,
      String template,
      String channel,
      Function<Call, String> name,
      Set<String> names,
      Door door,
      Handler handler) {
    List<String> path = List.of(template.split("/", -1));
    return new Route(method, path, channel, name, names, door, handler, List.of(), USUAL_BYTES);
  }

  /** Leads to notifications, which faults know by this. */
  public Route telling(String... calls) {
    return with(Stream.of(calls).map(call -> Spoilable.notification(channel, call)));
  }

  /** Leads to a settlement, which faults know by this. */
  public Route settling(String call, FaultKind... kinds) {
    return with(Stream.of(Spoilable.settlement(channel, call, kinds)));
  }

  private Route with(Stream<Spoilable> more) {
    List<Spoilable> all = Stream.concat(consequences.stream(), more).toList();
    return new Route(method, path, channel, name, names, door, handler, all, mostBytes);
  }

  /** Takes bodies of so many bytes. */
  public Route taking(int bytes) {
    return new Route(method, path, channel, name, names, door, handler, consequences, bytes);
  }

  /** What can go wrong with the answer of a call. */
  Set<FaultKind> spoils(String call) {
    Door.Seal seal = door.seals(call);
    return FaultKind.ofAnswers(seal != Door.Seal.NONE, seal == Door.Seal.TIMED);
  }

  /** Everything that can go wrong here and because of it. */
  public Stream<Spoilable> spoilables() {
    return Stream.concat(
        names.stream().map(call -> new Spoilable(channel, call, spoils(call))),
        consequences.stream());
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
