package org.yima.index;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.yima.healthcard.identity.Sex;
import org.yima.platform.Id;

/**
 * A source record as the index keeps it, decrypted; for use inside the server.
 *
 * @param personId the person it is linked to at present
 * @param document its document, well formed
 * @param documentVerified whether a real-name check has proved the document
 * @param certainGroup see {@link #certain}; empty when that was never settled
 */
public record IndexRecord(
    Id id,
    Id personId,
    RecordStatus status,
    String domain,
    String number,
    String name,
    Optional<DocumentKey> document,
    boolean documentVerified,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex,
    Optional<String> phone,
    Optional<String> address,
    Further further,
    Optional<UUID> certainGroup) {

  /** Equal for records that are one person's for certain, not by score. */
  public Certain certain() {
    return new Certain(personId, certainGroup.orElse(personId.uuid()));
  }

  /** What its source said. */
  public SourceRecord source() {
    return new SourceRecord(
        domain, number, name, document, documentVerified, birthDate, sex, phone, address, further);
  }

  /**
   * What is compared of it: a card that is retired is no living card, and speaks against no other
   * card of its institution.
   */
  public SourceRecord compared() {
    return status == RecordStatus.RETIRED ? source().retired() : source();
  }

  /** Only its id: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "IndexRecord[" + id + "]";
  }
}
