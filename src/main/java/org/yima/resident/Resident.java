package org.yima.resident;

import java.time.LocalDate;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * A person with a real-name identity, decrypted, for use inside the server.
 *
 * @param recordId the record in the domain {@code yima} under which everything arises that the
 *     resident does in the app
 * @param idType the API's name of the document type
 * @param idNumber in normal form
 * @param sex the API's name, as in GB/T 2261.1
 * @param phone empty for a child without one
 */
public record Resident(
    Id id,
    Id recordId,
    String name,
    String idType,
    String idNumber,
    Optional<LocalDate> birthDate,
    Optional<String> sex,
    Verification verification,
    String phone) {
  /** Only the id: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Resident[" + id + "]";
  }
}
