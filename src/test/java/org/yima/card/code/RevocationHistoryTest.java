package org.yima.card.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.yima.card.code.RevocationHistory.Change;
import org.yima.card.code.RevocationHistory.State;
import org.yima.healthcard.code.Bytes;

/** Every state that was given out can be told again, whatever has come and gone since. */
class RevocationHistoryTest {
  private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  private static final int HANDLES = 12;
  private static final int STATES = 20;

  private static Bytes handle(int i) {
    byte[] hash = new byte[32];
    hash[0] = (byte) i;
    return Bytes.of(hash);
  }

  @RepeatedTest(20)
  void aStateIsToldAsItWas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Integer, Instant> ends = new HashMap<>();
    for (int i = 0; i < HANDLES; i++) {
      ends.put(i, START.plusSeconds(random.nextInt(60 * STATES)));
    }
    Set<Integer> on = new HashSet<>();
    List<Change> changes = new ArrayList<>();
    List<State> states = new ArrayList<>();
    Map<State, Set<Bytes>> expected = new HashMap<>();
    for (int number = 1; number <= STATES; number++) {
      int i = random.nextInt(HANDLES);
      boolean listed = on.contains(i) ? !on.remove(i) : on.add(i);
      changes.add(new Change(handle(i), number, listed, ends.get(i)));
      State state = new State(number, 1, START.plusSeconds(60L * number));
      states.add(0, state);
      Set<Bytes> live = new HashSet<>();
      on.stream()
          .filter(h -> ends.get(h).isAfter(state.issuedAt()))
          .forEach(h -> live.add(handle(h)));
      expected.put(state, live);
    }

    RevocationHistory history = new RevocationHistory(states, changes);

    expected.forEach(
        (state, listed) ->
            assertThat(history.listedAt(state))
                .as("seed %d, state %d", repetition.getCurrentRepetition(), state.number())
                .containsExactlyInAnyOrderElementsOf(listed));
    assertThat(history.newest().number()).isEqualTo(STATES);
    assertThat(history.state(STATES + 1)).isEmpty();
  }
}
