package org.yima.resident.realname;

import java.time.LocalDate;
import java.util.Optional;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;

/**
 * Whom a real-name check is about, as given and with what the number itself says.
 *
 * @param phone eleven digits; empty for somebody without one at a counter
 */
public record Applicant(
    String name,
    DocumentKey document,
    String phone,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex) {

  /** The number's own date and sex go before what was typed. */
  public static Applicant of(
      String name,
      DocumentKey document,
      String phone,
      Optional<LocalDate> birthDate,
      Optional<Sex> sex) {
    Optional<DocumentNumber> telling = telling(document);
    return new Applicant(
        name.strip(),
        document,
        phone,
        telling.flatMap(DocumentNumber::birthDate).or(() -> birthDate),
        telling.map(DocumentNumber::sex).filter(s -> s != Sex.UNKNOWN).or(() -> sex));
  }

  private static Optional<DocumentNumber> telling(DocumentKey document) {
    return DocumentNumber.parse(document.idType(), document.idNumber())
        .filter(DocumentNumber::selfChecking);
  }

  @Override
  public String toString() {
    return "Applicant[" + document.idType() + "]";
  }
}
