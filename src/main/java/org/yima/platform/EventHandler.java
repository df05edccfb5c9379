package org.yima.platform;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * A room's ear for the events of others. Deliveries come at least once, after the event's
 * transaction committed, in no promised order: a handler decides from the state it loads, and
 * handling an event again changes nothing.
 */
public interface EventHandler {
  /** Stable: deliveries are remembered under it. */
  String name();

  /** The event types it wants. */
  Set<String> types();

  Uni<Void> handle(Event event);
}
