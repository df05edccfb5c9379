package org.yima.migration.cleaning;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yima.index.CardCleaner;

/** One row while it is looked at: its values, the notes so far, the first refusal. */
final class Reading {
  private final Row row;
  private final Mapping mapping;
  private final Set<Note> notes = EnumSet.noneOf(Note.class);
  private Reason refusal;

  Reading(Row row, Mapping mapping) {
    this.row = row;
    this.mapping = mapping;
  }

  /** A value, normalised; that it had to be is noted. */
  String text(Field field) {
    String raw = row.get(field);
    String clean = CardCleaner.text(raw);
    if (!clean.equals(raw.strip())) {
      note(Note.CHARACTERS_NORMALISED);
    }
    return clean;
  }

  /** What the mapping says that a value means. */
  String meaning(Field field) {
    return mapping.meaning(field, text(field));
  }

  boolean isMapped(Field field) {
    return mapping.header(field).isPresent();
  }

  void note(Note note) {
    notes.add(note);
  }

  /** Refuses the row; the first refusal stays. */
  void refuse(Reason reason) {
    refusal = refusal == null ? reason : refusal;
  }

  Optional<Reason> refusal() {
    return Optional.ofNullable(refusal);
  }

  Set<Note> notes() {
    return notes;
  }
}
