package org.yima.resident.temporary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.platform.Id;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.realname.Applicant;

/**
 * A temporary identity.
 *
 * @param resident as it stands written: who it was taken for, or who it is since a document proved
 *     it
 * @param mergedInto the resident that the person turned out to have already
 */
record Temporary(Resident resident, TemporaryKind kind, Instant madeAt, Optional<Id> mergedInto) {
  /** A child's birth is filed within weeks, so no newborn is older when an identity is made. */
  private static final int NEWBORN_DAYS = 60;

  /** Whether no document has proved yet who it is. */
  boolean isOpen() {
    return resident.isTemporary() && mergedInto.isEmpty();
  }

  /** Fails unless it can still be gone on with. */
  void mustBeOpen(Instant now) {
    if (!isOpen()) {
      throw ResidentProblem.TEMPORARY_UPGRADED.problem();
    }
    if (!resident.until().orElseThrow().isAfter(now)) {
      throw ResidentProblem.TEMPORARY_EXPIRED.problem();
    }
  }

  /** Whether the person of a document can be the one whom staff saw. */
  boolean canBe(Applicant proven, ZoneId zone) {
    return sexAgrees(proven) && ageAgrees(proven, zone);
  }

  private boolean sexAgrees(Applicant proven) {
    Optional<Sex> seen = resident.sex().map(Sex::valueOf).filter(Temporary::known);
    Optional<Sex> told = proven.sex().filter(Temporary::known);
    return seen.isEmpty() || told.isEmpty() || seen.equals(told);
  }

  private static boolean known(Sex sex) {
    return sex == Sex.MALE || sex == Sex.FEMALE;
  }

  private boolean ageAgrees(Applicant proven, ZoneId zone) {
    if (kind != TemporaryKind.NEWBORN) {
      return proven.document().idType() != IdType.NEWBORN;
    }
    LocalDate made = madeAt.atZone(zone).toLocalDate();
    return proven
        .birthDate()
        .filter(
            born ->
                resident
                    .birthDate()
                    .map(born::equals)
                    .orElseGet(
                        () -> !born.isAfter(made) && !born.isBefore(made.minusDays(NEWBORN_DAYS))))
        .isPresent();
  }

  @Override
  public String toString() {
    return "Temporary[" + resident.id() + "]";
  }
}
