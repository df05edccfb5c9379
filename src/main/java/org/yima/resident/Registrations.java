package org.yima.resident;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.platform.Caller;
import org.yima.resident.realname.Applicant;
import org.yima.resident.realname.WindowEnrolment;

/** Makes residents of people whom an institution names, when the register confirms each. */
@ApplicationScoped
public class Registrations {
  private final WindowEnrolment enrolment;

  Registrations(WindowEnrolment enrolment) {
    this.enrolment = enrolment;
  }

  /**
   * Whom an institution names.
   *
   * @param phone eleven digits; where given, the register must know it as theirs
   */
  public record Named(
      String name,
      DocumentKey document,
      Optional<String> phone,
      Optional<LocalDate> birthDate,
      Optional<Sex> sex) {
    @Override
    public String toString() {
      return "Named[" + document.idType() + "]";
    }
  }

  /**
   * The resident, made when there was none; asking again changes nothing. Fails with {@code
   * resident.not-confirmed}, {@code resident.check-unavailable} or, where the document is under
   * another name, {@code resident.other-document}.
   */
  public Uni<Resident> register(Caller by, Named person) {
    return enrolment.named(
        by,
        Applicant.of(
            person.name(),
            person.document(),
            person.phone().orElse(""),
            person.birthDate(),
            person.sex()),
        person.phone().isPresent());
  }
}
