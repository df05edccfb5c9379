package org.yima.index;

import java.util.Locale;
import java.util.Optional;
import org.yima.healthcard.identity.DocumentCheck;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;

/**
 * A document that names a person: its kind and its number in normal form (GB 11643 numbers with
 * their 18 characters). Well formed when made by {@link #of}.
 */
public record DocumentKey(IdType idType, String idNumber) {
  /** The purpose under which every room hashes documents, over {@link #hashed}. */
  public static final String PURPOSE = "document";

  private static final String CHECK_CHARACTERS = "0123456789X";

  /** The document, or nothing when the number breaks a rule of its kind. */
  public static Optional<DocumentKey> of(IdType idType, String raw) {
    DocumentCheck check = DocumentNumber.check(idType, raw);
    if (check instanceof DocumentCheck.Valid valid) {
      return Optional.of(new DocumentKey(idType, valid.number().value()));
    }
    boolean divisionAlone =
        check instanceof DocumentCheck.Invalid invalid
            && invalid.problem() == DocumentCheck.Problem.WRONG_DIVISION;
    return idType == IdType.RESIDENT_ID && divisionAlone ? unknownDivision(raw) : Optional.empty();
  }

  /** As {@link #of(IdType, String)}; nothing for a kind of document that does not exist. */
  public static Optional<DocumentKey> of(String idType, String raw) {
    for (IdType type : IdType.values()) {
      if (type.name().equals(idType)) {
        return of(type, raw);
      }
    }
    return Optional.empty();
  }

  /** What is hashed under {@link #PURPOSE} for equality: {@code idType:idNumber}. */
  public String hashed() {
    return idType.name() + ':' + idNumber;
  }

  /**
   * Divisions come and go, and a table of them is never complete: a number in a division beyond the
   * assigned ones (9x, where the sample city lies) counts when its date and check character hold.
   * The permanent residence card uses that range with the same arithmetic.
   */
  private static Optional<DocumentKey> unknownDivision(String raw) {
    String number =
        java.text.Normalizer.normalize(raw, java.text.Normalizer.Form.NFKC)
            .replaceAll("[\\s\\u200B-\\u200D\\u2060\\uFEFF]", "")
            .toUpperCase(Locale.ROOT);
    return number.length() == 15 ? upgraded(number) : holds(number);
  }

  private static Optional<DocumentKey> holds(String number) {
    return DocumentNumber.parse(IdType.FOREIGNER_PR, number)
        .filter(DocumentNumber::selfChecking)
        .map(checked -> new DocumentKey(IdType.RESIDENT_ID, checked.value()));
  }

  private static Optional<DocumentKey> upgraded(String old) {
    String body = old.substring(0, 6) + "19" + old.substring(6);
    return CHECK_CHARACTERS
        .chars()
        .mapToObj(check -> holds(body + (char) check))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Only the kind: the number is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "DocumentKey[" + idType + "]";
  }
}
