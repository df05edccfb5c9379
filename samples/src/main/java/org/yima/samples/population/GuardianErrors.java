package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;

import java.util.List;
import java.util.Optional;

/** What goes wrong with the guardian of a child. */
final class GuardianErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          any("guardian.missing", GuardianErrors::isGiven, GuardianErrors::missing),
          any(
              "guardian.document-missing",
              draft -> draft.has(Field.GUARDIAN_DOCUMENT),
              draft -> draft.set(Field.GUARDIAN_DOCUMENT, "")),
          any("guardian.other", draft -> other(draft).isPresent(), GuardianErrors::another));

  private GuardianErrors() {}

  private static boolean isGiven(Draft draft) {
    return draft.has(Field.GUARDIAN_NAME);
  }

  private static void missing(Draft draft) {
    draft.set(Field.GUARDIAN_NAME, "");
    draft.set(Field.GUARDIAN_DOCUMENT, "");
  }

  /** The parent who is not named. */
  private static Optional<Citizen> other(Draft draft) {
    String named = draft.get(Field.GUARDIAN_NAME);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    return draft.household().members().stream()
        .filter(Citizen::isParent)
        .filter(parent -> !parent.name().text().equals(named))
        .findFirst();
  }

  private static void another(Draft draft) {
    Citizen parent = other(draft).orElseThrow();
    draft.set(Field.GUARDIAN_NAME, parent.name().text());
    draft.set(Field.GUARDIAN_DOCUMENT, parent.document().number());
  }
}
