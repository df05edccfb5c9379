package org.yima.samples.population;

import java.util.List;

/** Lets errors happen to registrations, each kind by its rate. */
final class Spoiler {
  private final double[] rates = new double[ErrorKind.KEYS.size()];
  private final Tally tally = new Tally();
  private final Dice dice;

  /**
   * @param dice of the errors; those of the people must not be moved by them
   */
  Spoiler(ErrorRates errorRates, Dice dice) {
    this.dice = dice;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = errorRates.of(ErrorKind.KEYS.get(i));
    }
  }

  Dice dice() {
    return dice;
  }

  Tally tally() {
    return tally;
  }

  void spoil(Draft draft) {
    int kind = 0;
    for (List<ErrorKind> group : ErrorKind.GROUPS) {
      one(draft, group, kind);
      kind += group.size();
    }
  }

  /** Whether somebody tries the system now. */
  boolean tries() {
    int kind = rates.length - 1;
    tally.possible(kind);
    boolean tries = dice.chance(rates[kind]);
    if (tries) {
      tally.applied(kind);
    }
    return tries;
  }

  /**
   * At most one kind of a group. The kinds that are possible here lie side by side on the line from
   * 0 to 1, each as long as its rate, so that the others' being possible or not changes no rate.
   */
  private void one(Draft draft, List<ErrorKind> group, int first) {
    double point = dice.unit();
    double end = 0;
    ErrorKind met = null;
    int index = first;
    for (ErrorKind kind : group) {
      if (kind.possible().test(draft)) {
        tally.possible(index);
        end += rates[index];
        if (met == null && point < end) {
          met = kind;
          tally.applied(index);
        }
      }
      index++;
    }
    if (end > 1) {
      throw new IllegalArgumentException(
          "Beside " + group.get(0).key() + " one registration can meet kinds whose rates exceed 1");
    }
    if (met != null) {
      met.apply().accept(draft);
      draft.erred(met.key());
    }
  }
}
