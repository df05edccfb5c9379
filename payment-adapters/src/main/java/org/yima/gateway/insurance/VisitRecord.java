package org.yima.gateway.insurance;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What was found at a visit (2203).
 *
 * @param medType 11 general outpatient, 12 registration, 13 emergency, 14 chronic
 * @param diagnoses the main one first
 */
public record VisitRecord(
    String mdtrtId,
    String psnNo,
    String medType,
    LocalDateTime begins,
    String complaint,
    List<Diagnosis> diagnoses) {

  /**
   * One diagnosis.
   *
   * @param code ICD-10 in the bureau's edition
   * @param doctor who found it; absent: not told
   * @param department where; absent: not told
   */
  public record Diagnosis(
      String code,
      String name,
      Optional<Register.Doctor> doctor,
      Optional<Register.Department> department,
      LocalDateTime diagnosedAt) {
    @Override
    public String toString() {
      return "Diagnosis[..]";
    }
  }

  public VisitRecord {
    diagnoses = List.copyOf(diagnoses);
  }

  @Override
  public String toString() {
    return "VisitRecord[" + mdtrtId + "]";
  }
}
