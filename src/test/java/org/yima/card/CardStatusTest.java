package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CardStatusTest {
  /** The table written out a second time, by hand: status, action, where it leads. */
  private static final String LEGAL =
      """
      ACTIVE FREEZE FROZEN
      ACTIVE REPORT_LOST LOST
      ACTIVE REVOKE REVOKED
      FROZEN UNFREEZE ACTIVE
      FROZEN REPORT_LOST LOST
      FROZEN REVOKE REVOKED
      LOST REPLACE REPLACED
      LOST REVOKE REVOKED
      """;

  @Test
  void onlyTheListedMovesAreLegal() {
    Map<String, String> legal =
        LEGAL
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(r -> r[0] + " " + r[1], r -> r[2]));

    for (CardStatus from : CardStatus.values()) {
      for (CardAction action : CardAction.values()) {
        assertThat(from.after(action).map(Enum::name))
            .as("%s %s", from, action)
            .isEqualTo(Optional.ofNullable(legal.get(from + " " + action)));
      }
    }
  }

  /** Repeating an action is answered by its target, so every move must lead there. */
  @Test
  void everyActionLeadsToItsOneTarget() {
    for (CardAction action : CardAction.values()) {
      assertThat(Arrays.stream(CardStatus.values()).flatMap(s -> s.after(action).stream()))
          .isNotEmpty()
          .allMatch(action.target()::equals);
    }
  }
}
