package org.yima.index.cleaning;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.yima.index.CleanCard.Note;
import org.yima.index.CleanCard.Refusal;
import org.yima.index.ExtractCell;
import org.yima.index.ExtractRow;

/** One row while its rules look at it: its values, the notes so far, the first refusal. */
final class Reading {
  private final ExtractRow row;
  private final Set<Note> notes = EnumSet.noneOf(Note.class);
  private Optional<Refusal> refusal = Optional.empty();
  private Optional<Refusal> documentRefusal = Optional.empty();

  Reading(ExtractRow row) {
    this.row = row;
  }

  /** A value, normalised; that it had to be is noted. */
  String text(ExtractCell cell) {
    String raw = row.get(cell);
    String clean = CleanText.clean(raw);
    if (!clean.equals(raw.strip())) {
      note(Note.CHARACTERS_NORMALISED);
    }
    return clean;
  }

  /** What the file means by a value. */
  String meaning(ExtractCell cell) {
    return row.meaning(cell, text(cell));
  }

  boolean has(ExtractCell cell) {
    return row.has(cell);
  }

  void note(Note note) {
    notes.add(note);
  }

  /** Refuses the row; the first refusal stays. */
  void refuse(Refusal reason) {
    refusal = refusal.or(() -> Optional.of(reason));
  }

  void refuseDocument(Refusal reason) {
    documentRefusal = Optional.of(reason);
  }

  Optional<Refusal> refusal() {
    return refusal;
  }

  Optional<Refusal> documentRefusal() {
    return documentRefusal;
  }

  Set<Note> notes() {
    return notes;
  }
}
