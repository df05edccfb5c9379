package org.yima.index;

import java.util.Optional;

/**
 * Whoever is responsible for a person; of a newborn its mother.
 *
 * @param name as the source gave it; empty when it gave a document alone
 * @param document well formed
 */
public record Guardian(String name, Optional<DocumentKey> document) {

  /** Nothing when neither is known. */
  public static Optional<Guardian> of(String name, Optional<DocumentKey> document) {
    return name.isEmpty() && document.isEmpty()
        ? Optional.empty()
        : Optional.of(new Guardian(name, document));
  }

  /** Nothing of it: all of it is personal data. */
  @Override
  public String toString() {
    return "Guardian";
  }
}
