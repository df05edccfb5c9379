package org.yima.index.training;

import java.util.Locale;
import java.util.stream.Collectors;
import org.yima.index.matching.weight.Expectation;
import org.yima.index.matching.weight.Training;
import org.yima.index.matching.weight.Weights;

/**
 * What came of training.
 *
 * @param weights as proposed
 * @param records that were read
 * @param unreadable records that did not open, and took no part
 * @param defaults in how many records a value stood for nothing
 */
record Trained(Weights weights, int records, int unreadable, int defaults, Training training) {
  /** Whether every key's estimate came to rest. */
  boolean isAtRest() {
    return training.sessions().stream().allMatch(Expectation.Session::converged);
  }

  /** In one line, as the proposal's reason has it. */
  String summary() {
    String moving =
        training.sessions().stream()
            .filter(session -> !session.converged())
            .map(Expectation.Session::key)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "trained on %d stored records: %d pairs by chance, %d of the blocks, some %.0f of them one"
            + " person's; %s",
        records,
        training.randomPairs(),
        training.blockedPairs(),
        training.matches(),
        moving.isEmpty() ? "all keys at rest" : "not at rest: " + moving);
  }

  /** All of it but the weights: for each key the pairs, the share of matches, the turns. */
  @Override
  public String toString() {
    return training.sessions().stream()
        .map(
            session ->
                String.format(
                    Locale.ROOT,
                    "%s: %d pairs, %.4f matches, %d turns, at rest: %s",
                    session.key(),
                    session.pairs(),
                    session.share(),
                    session.turns(),
                    session.converged()))
        .collect(
            Collectors.joining(
                "\n",
                String.format(
                    Locale.ROOT,
                    "proposed %s, %s (%d unreadable, %d default values)%n",
                    weights.version(),
                    summary(),
                    unreadable,
                    defaults),
                ""));
  }
}
