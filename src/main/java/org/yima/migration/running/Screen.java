package org.yima.migration.running;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;

/**
 * Compares the rows of a migration with each other: a card number stands once, and a patient number
 * belongs to one patient. The first row stays; a later one that contradicts it waits for somebody.
 */
final class Screen {
  private final Set<Buffer> cards = new HashSet<>();
  private final Map<Buffer, List<Keys>> patients = new HashMap<>();

  /**
   * Begins with what is known.
   *
   * @param earlier rows that were accepted before and share a number with the batch
   */
  Screen(List<Keys> earlier) {
    earlier.forEach(this::remember);
  }

  /** Tells a batch apart, row by row in their order. */
  Screened tellApart(
      List<Row> rows, Function<Row, Cleaned> clean, Function<Cleaned.Card, Keys> keysOf) {
    List<Screened.Accepted> accepted = new ArrayList<>();
    List<Screened.Refused> refused = new ArrayList<>();
    for (Row row : rows) {
      Cleaned cleaned = clean.apply(row);
      if (cleaned instanceof Cleaned.Rejected rejected) {
        refused.add(new Screened.Refused(row, rejected.reason(), rejected.money()));
      } else if (cleaned instanceof Cleaned.Card card) {
        Keys keys = keysOf.apply(card);
        Optional<Reason> reason = objection(keys);
        reason.ifPresentOrElse(
            why -> refused.add(new Screened.Refused(row, why, money(card))),
            () -> {
              remember(keys);
              accepted.add(new Screened.Accepted(row, card, keys));
            });
      }
    }
    return new Screened(accepted, refused);
  }

  private static Cleaned.MoneyRead money(Cleaned.Card card) {
    return new Cleaned.MoneyRead(card.balance(), false);
  }

  private Optional<Reason> objection(Keys keys) {
    if (cards.contains(keys.card())) {
      return Optional.of(Reason.DUPLICATE_CARD);
    }
    boolean reused =
        keys.patient().map(p -> patients.getOrDefault(p, List.of())).orElse(List.of()).stream()
            .anyMatch(keys::contradicts);
    return reused ? Optional.of(Reason.PATIENT_ID_REUSED) : Optional.empty();
  }

  private void remember(Keys keys) {
    cards.add(keys.card());
    keys.patient().ifPresent(p -> patients.computeIfAbsent(p, none -> new ArrayList<>()).add(keys));
  }
}
