package org.yima.card.code;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.healthcard.code.Bytes;

/**
 * The changes of the revocation list up to one state, from which this state and earlier ones can be
 * told.
 *
 * @param states those whose changes are all here, the newest first
 */
record RevocationHistory(List<State> states, List<Change> changes) {
  RevocationHistory {
    states = List.copyOf(states);
    changes = List.copyOf(changes);
  }

  /** A state of the list that was given out. */
  record State(long number, int keyId, Instant issuedAt) {}

  /**
   * A handle that came onto the list or went off it.
   *
   * @param number of the first state that knows of it
   * @param expiresAt when its code ends, and with it every need to list it
   */
  record Change(Bytes handleHash, long number, boolean listed, Instant expiresAt) {}

  /** The newest state. */
  State newest() {
    return states.get(0);
  }

  /** The state of that number, while it can be told. */
  Optional<State> state(long number) {
    return states.stream().filter(state -> state.number() == number).findFirst();
  }

  /** What that state lists. */
  Collection<Bytes> listedAt(State state) {
    Map<Bytes, Change> last = new HashMap<>();
    for (Change change : changes) {
      if (change.number() <= state.number() && change.expiresAt().isAfter(state.issuedAt())) {
        last.merge(
            change.handleHash(), change, (one, two) -> one.number() > two.number() ? one : two);
      }
    }
    Set<Bytes> listed = new HashSet<>();
    last.values().stream().filter(Change::listed).map(Change::handleHash).forEach(listed::add);
    return listed;
  }
}
