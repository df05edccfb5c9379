package org.yima.healthcard.recognise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.healthcard.code.ScannedText;
import org.yima.healthcard.recognise.Recognised.Unknown;
import org.yima.healthcard.recognise.Recognised.Unknown.Why;

/**
 * Says what any text is. Total: every text has an answer, in time linear in its length, and no text
 * is longer than {@link #MAX_TEXT}. It decides by form alone; it asks nobody whether a code is
 * genuine or a number was ever given out.
 */
public final class Recogniser {
  /** Texts longer than this many bytes in UTF-8 are not looked at; no QR code holds more. */
  public static final int MAX_TEXT = ScannedText.MAX_BYTES;

  private final List<Entry> table;

  /** A recogniser of all kinds this version knows. */
  public Recogniser() {
    this(Entries.TABLE);
  }

  Recogniser(List<Entry> table) {
    this.table = table;
  }

  /** What the text is: the first row that reads it, or unknown with what it looks like. */
  public Recognised recognise(String scanned) {
    Optional<Unknown> refused = refuse(scanned);
    if (refused.isPresent()) {
      return refused.get();
    }
    String text = scanned.strip();
    Optional<TextKind> looksLike = Optional.empty();
    for (Entry entry : table) {
      if (entry.looks().test(text)) {
        Optional<? extends Recognised> found = entry.read().apply(text);
        if (found.isPresent()) {
          return found.get();
        }
        looksLike = looksLike.or(() -> Optional.of(entry.kind()));
      }
    }
    return new Unknown(text, looksLike.isPresent() ? Why.CHECK_FAILED : Why.NO_SHAPE, looksLike);
  }

  /** Everything the text can be read as, most likely first; empty when unknown. Mostly one. */
  public List<Recognised> candidates(String scanned) {
    if (refuse(scanned).isPresent()) {
      return List.of();
    }
    String text = scanned.strip();
    List<Recognised> found = new ArrayList<>();
    for (Entry entry : table) {
      if (entry.looks().test(text)) {
        entry.read().apply(text).filter(one -> !found.contains(one)).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static Optional<Unknown> refuse(String scanned) {
    if (ScannedText.isOversized(scanned)) {
      return Optional.of(
          unknown(scanned.substring(0, Math.min(MAX_TEXT, scanned.length())), Why.TOO_LONG));
    }
    String text = scanned.strip();
    if (text.isEmpty()) {
      return Optional.of(unknown(text, Why.EMPTY));
    }
    return ScannedText.hasControlCharacters(text)
        ? Optional.of(unknown(text, Why.CONTROL_CHARACTERS))
        : Optional.empty();
  }

  private static Unknown unknown(String text, Why why) {
    return new Unknown(text, why, Optional.empty());
  }
}
