package org.yima.migration.cleaning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.index.SourceRecord;

/** What cleaning made of a row. */
public sealed interface Cleaned {
  /**
   * A card that may go into the index.
   *
   * @param source its number and owner
   * @param patientId the hospital's own patient number
   * @param retired whether the hospital has put the card out of use
   */
  record Card(
      SourceRecord source,
      Optional<String> patientId,
      Optional<Balance> balance,
      boolean retired,
      Set<Note> notes)
      implements Cleaned {
    public Card {
      notes = Set.copyOf(notes);
    }
  }

  /** A row that has to wait for somebody; its money is owed all the same. */
  record Rejected(Reason reason, MoneyRead money) implements Cleaned {}

  /** What could be read of a rejected row's money. */
  record MoneyRead(Optional<Balance> balance, boolean unreadable) {
    public static final MoneyRead NONE = new MoneyRead(Optional.empty(), false);
    public static final MoneyRead UNREADABLE = new MoneyRead(Optional.empty(), true);
  }

  /** The notes in a stable order, for storing. */
  static List<String> names(Set<Note> notes) {
    return notes.stream().map(Enum::name).sorted().toList();
  }
}
