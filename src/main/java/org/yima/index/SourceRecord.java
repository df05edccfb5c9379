package org.yima.index;

import java.time.LocalDate;
import java.util.Optional;
import org.yima.healthcard.identity.Sex;

/**
 * What an institution knows of a person under one of its numbers.
 *
 * @param domain the authority that assigned the number; {@value #YIMA} for our own residents
 * @param number the number in that domain: a visit card's, a resident's id
 * @param name as the source gave it, cleaned; empty for a card without a name
 * @param document well formed; a number that is not stays with its source
 * @param documentVerified whether a real-name check has proved the document, not only its form
 * @param birthDate as the source gave it, which may contradict the document
 */
public record SourceRecord(
    String domain,
    String number,
    String name,
    Optional<DocumentKey> document,
    boolean documentVerified,
    Optional<LocalDate> birthDate,
    Optional<Sex> sex,
    Optional<String> phone,
    Optional<String> address) {
  /** The domain of Yima's own residents. */
  public static final String YIMA = "yima";

  /** Only where it comes from: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "SourceRecord[" + domain + "]";
  }
}
