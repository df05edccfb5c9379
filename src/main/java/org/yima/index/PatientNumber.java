package org.yima.index;

import org.yima.platform.Id;

/** An institution's own number for the patient of a record (院内病人号). */
public record PatientNumber(Id recordId, String domain, String patientId) {
  /** Only its record: the number is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "PatientNumber[" + recordId + "]";
  }
}
