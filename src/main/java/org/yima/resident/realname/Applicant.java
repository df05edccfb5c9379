package org.yima.resident.realname;

import java.time.LocalDate;
import java.util.Optional;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.Sex;

/**
 * Whom a real-name check is about, as given and with what the number itself says.
 *
 * @param phone eleven digits
 */
public record Applicant(
    String name,
    DocumentNumber document,
    String phone,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex) {

  /** The number's own date and sex go before what was typed. */
  public static Applicant of(
      String name,
      DocumentNumber document,
      String phone,
      Optional<LocalDate> birthDate,
      Optional<Sex> sex) {
    Optional<Sex> told = document.sex() == Sex.UNKNOWN ? sex : Optional.of(document.sex());
    return new Applicant(
        name.strip(), document, phone, document.birthDate().or(() -> birthDate), told);
  }

  @Override
  public String toString() {
    return "Applicant[" + document.type() + "]";
  }
}
