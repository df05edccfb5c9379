package org.yima.index.cleaning;

import java.util.Optional;
import org.yima.healthcard.identity.IdType;
import org.yima.index.CleanCard.Note;
import org.yima.index.CleanCard.Refusal;
import org.yima.index.DocumentKey;
import org.yima.index.ExtractCell;
import org.yima.index.matching.chinese.Documents;

/** Document numbers: checked by the rules of their kind, look-alikes put right where that holds. */
final class DocumentRule {
  private DocumentRule() {}

  /** The document; empty when there is none or it is refused. */
  static Optional<DocumentKey> read(Reading reading) {
    String number = reading.text(ExtractCell.DOCUMENT_NUMBER);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    Optional<IdType> type = type(reading, ExtractCell.DOCUMENT_TYPE, number);
    if (type.isEmpty()) {
      reading.refuseDocument(Refusal.DOCUMENT_TYPE_UNKNOWN);
      return Optional.empty();
    }
    if (CleanText.isScientific(number)) {
      reading.refuseDocument(Refusal.SCIENTIFIC_NOTATION);
      return Optional.empty();
    }
    Optional<DocumentKey> document =
        CleanText.isOneCharacter(number)
            ? Optional.empty()
            : DocumentKey.of(type.get(), number).or(() -> lookalikes(reading, type.get(), number));
    if (document.isEmpty()) {
      reading.refuseDocument(Refusal.DOCUMENT_INVALID);
    } else if (number.length() == 15 && document.get().idNumber().length() == 18) {
      reading.note(Note.DOCUMENT_UPGRADED);
    }
    return document;
  }

  /**
   * A number without a kind is taken for a resident's: nearly all are. Nothing for a paper that
   * nobody knows, unless it bears a resident's number.
   */
  static Optional<IdType> type(Reading reading, ExtractCell cell, String number) {
    return Optional.of(Documents.type(reading.meaning(cell), number))
        .filter(type -> type != IdType.NONE);
  }

  /** Only where a check character tells whether the repair is right. */
  private static Optional<DocumentKey> lookalikes(Reading reading, IdType type, String number) {
    if (type != IdType.RESIDENT_ID || number.length() != 18) {
      return Optional.empty();
    }
    String repaired =
        number.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
    Optional<DocumentKey> document =
        repaired.equals(number) ? Optional.empty() : DocumentKey.of(type, repaired);
    document.ifPresent(d -> reading.note(Note.LOOKALIKES_REPAIRED));
    return document;
  }
}
