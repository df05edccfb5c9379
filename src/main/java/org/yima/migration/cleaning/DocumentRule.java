package org.yima.migration.cleaning;

import java.util.Arrays;
import java.util.Optional;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;

/** Document numbers: checked by the rules of their kind, look-alikes put right where that holds. */
final class DocumentRule {
  private DocumentRule() {}

  /** The document; empty when there is none or the row is refused. */
  static Optional<DocumentKey> read(Reading reading) {
    String number = reading.text(Field.DOCUMENT_NUMBER);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    Optional<IdType> type = type(reading);
    if (type.isEmpty()) {
      reading.refuse(Reason.DOCUMENT_TYPE_UNKNOWN);
      return Optional.empty();
    }
    if (Text.isScientific(number) && !Text.isDigits(number)) {
      reading.refuse(Reason.SCIENTIFIC_NOTATION);
      return Optional.empty();
    }
    if (Text.isOneCharacter(number)) {
      reading.refuse(Reason.DOCUMENT_INVALID);
      return Optional.empty();
    }
    Optional<DocumentKey> document =
        DocumentKey.of(type.get(), number).or(() -> lookalikes(reading, type.get(), number));
    if (document.isEmpty()) {
      reading.refuse(Reason.DOCUMENT_INVALID);
    }
    boolean upgraded =
        document.filter(d -> number.length() == 15 && d.idNumber().length() == 18).isPresent();
    if (upgraded) {
      reading.note(Note.DOCUMENT_UPGRADED);
    }
    return document;
  }

  /** A number without a kind is taken for a resident's: nearly all are. */
  private static Optional<IdType> type(Reading reading) {
    String word = reading.meaning(Field.DOCUMENT_TYPE);
    if (word.isEmpty()) {
      return Optional.of(IdType.RESIDENT_ID);
    }
    return Arrays.stream(IdType.values())
        .filter(type -> type != IdType.NONE && type.name().equals(word))
        .findFirst();
  }

  /** Only where a check character tells whether the repair is right. */
  private static Optional<DocumentKey> lookalikes(Reading reading, IdType type, String number) {
    String repaired =
        number.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
    if (type != IdType.RESIDENT_ID || number.length() != 18 || repaired.equals(number)) {
      return Optional.empty();
    }
    Optional<DocumentKey> document = DocumentKey.of(type, repaired);
    document.ifPresent(d -> reading.note(Note.LOOKALIKES_REPAIRED));
    return document;
  }
}
