package org.yima.resident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * A person with a real-name identity, decrypted, for use inside the server.
 *
 * @param recordId the record in the domain {@code yima} under which everything arises that the
 *     resident does in the app
 * @param idType the API's name of the document type
 * @param sex the API's name, as in GB/T 2261.1
 * @param idNumber in normal form; empty for a temporary identity
 * @param phone empty for a child without one
 * @param until the end of a temporary identity
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
    String phone,
    Optional<Instant> until) {
  /** Whether no document has proved who it is. */
  public boolean isTemporary() {
    return verification == Verification.TEMPORARY;
  }

  /** The same resident, reached at another phone. */
  public Resident at(String other) {
    return new Resident(
        id, recordId, name, idType, idNumber, birthDate, sex, verification, other, until);
  }

  /** Fails for somebody without a document: their card identifies, and spends nobody's money. */
  public void mustBeDocumented() {
    if (isTemporary()) {
      throw ResidentProblem.TEMPORARY_UNDOCUMENTED.problem();
    }
  }

  /** Only the id: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Resident[" + id + "]";
  }
}
