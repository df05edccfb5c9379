package org.yima.gateway.tck;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yima.gateway.Timeouts;

/**
 * What all drivers have: an adapter, and its gateway's place in the sandbox.
 *
 * @param <G> the adapter's interface
 */
abstract class AdapterDriver<G> implements Driver {
  final SandboxWorld world;
  private final Patience<G> patience;
  private final String channel;
  private final Map<Step, String> calls;
  private final List<Reporting> others;

  /**
   * A driver.
   *
   * @param adapter makes one that waits for so long
   */
  AdapterDriver(
      SandboxWorld world,
      String channel,
      Map<Step, String> calls,
      List<Reporting> others,
      Function<Timeouts, G> adapter) {
    this.world = world;
    this.channel = channel;
    this.calls = Map.copyOf(calls);
    this.others = List.copyOf(others);
    this.patience = new Patience<>(adapter);
  }

  /** The adapter. */
  final G adapter() {
    return patience.usual();
  }

  /** The adapter, for the one call that decides. */
  final G deciding() {
    return patience.deciding();
  }

  @Override
  public final void hurry() {
    patience.hurry();
  }

  @Override
  public final SandboxWorld world() {
    return world;
  }

  @Override
  public final String channel() {
    return channel;
  }

  @Override
  public final Map<Step, String> calls() {
    return calls;
  }

  /** As {@link Reporting#others}. */
  public final List<Reporting> others() {
    return others;
  }
}
