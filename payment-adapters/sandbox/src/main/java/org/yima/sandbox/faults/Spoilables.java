package org.yima.sandbox.faults;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that can go wrong on request, as the routes declare it. What is not here would wait for ever,
 * so nobody may ask for it.
 */
public final class Spoilables {
  /** Any call of a channel. */
  public static final String ANY = "*";

  /** Anything that a channel tells. */
  public static final String NOTIFY = "notify";

  private final Map<String, Map<String, Set<FaultKind>>> byChannel = new TreeMap<>();

  public Spoilables(Collection<Spoilable> all) {
    all.forEach(this::add);
  }

  private void add(Spoilable each) {
    kinds(each.channel(), each.call()).addAll(each.kinds());
    if (each.kinds().stream().anyMatch(FaultKind::spoilsTheNotification)) {
      kinds(each.channel(), NOTIFY).addAll(each.kinds());
    }
  }

  private Set<FaultKind> kinds(String channel, String call) {
    return byChannel
        .computeIfAbsent(channel, unused -> new TreeMap<>())
        .computeIfAbsent(call, unused -> EnumSet.noneOf(FaultKind.class));
  }

  /** Every gateway that is there. */
  public Set<String> channels() {
    return Set.copyOf(byChannel.keySet());
  }

  /** The calls of a channel; {@code notify} where it tells anything. */
  public Set<String> calls(String channel) {
    return Set.copyOf(byChannel.getOrDefault(channel, Map.of()).keySet());
  }

  /** What can happen to anything of a channel. */
  public Set<FaultKind> kinds(String channel) {
    return byChannel.getOrDefault(channel, Map.of()).values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What can happen to a call, or with {@link #ANY} to any call of the channel. */
  public Set<FaultKind> of(String channel, String call) {
    return call.equals(ANY)
        ? kinds(channel)
        : Set.copyOf(byChannel.getOrDefault(channel, Map.of()).getOrDefault(call, Set.of()));
  }

  /** Channel, call, kinds. */
  public Map<String, Map<String, Set<FaultKind>>> all() {
    return byChannel;
  }
}
