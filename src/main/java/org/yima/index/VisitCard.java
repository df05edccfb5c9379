package org.yima.index;

import java.util.List;
import org.yima.platform.Id;

/**
 * A hospital's card that belongs to a person.
 *
 * @param domain the hospital's domain
 * @param patientIds the hospital's own patient numbers that hang on the card
 * @param status FOUND or RETIRED
 */
public record VisitCard(
    Id recordId, String domain, String number, List<String> patientIds, RecordStatus status) {
  public VisitCard {
    patientIds = List.copyOf(patientIds);
  }

  /** Only its record: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "VisitCard[" + recordId + "]";
  }
}
