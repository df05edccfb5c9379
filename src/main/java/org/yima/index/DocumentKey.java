package org.yima.index;

import java.util.Optional;
import org.yima.healthcard.identity.DocumentNumber;
import org.yima.healthcard.identity.IdType;

/**
 * A document that names a person: its kind and its number in normal form (GB 11643 numbers with
 * their 18 characters). Well formed when made by {@link #of}.
 */
public record DocumentKey(IdType idType, String idNumber) {
  /** The purpose under which every room hashes documents, over {@link #hashed}. */
  public static final String PURPOSE = "document";

  /**
   * The document, or nothing when the number breaks a rule of its kind. A division that is not
   * assigned breaks none: the sample city lies in one.
   */
  public static Optional<DocumentKey> of(IdType idType, String raw) {
    return DocumentNumber.parse(idType, raw).map(number -> new DocumentKey(idType, number.value()));
  }

  /** As {@link #of(IdType, String)}; nothing for a kind of document that does not exist. */
  public static Optional<DocumentKey> of(String idType, String raw) {
    for (IdType type : IdType.values()) {
      if (type.name().equals(idType)) {
        return of(type, raw);
      }
    }
    return Optional.empty();
  }

  /** What is hashed under {@link #PURPOSE} for equality: {@code idType:idNumber}. */
  public String hashed() {
    return idType.name() + ':' + idNumber;
  }

  /** Only the kind: the number is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "DocumentKey[" + idType + "]";
  }
}
