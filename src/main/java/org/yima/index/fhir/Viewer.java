package org.yima.index.fhir;

import java.util.Optional;
import org.yima.index.IndexRecord;
import org.yima.platform.Caller;

/**
 * Whose demographics a caller sees.
 *
 * @param domain the one domain; nothing for operators, who see all
 */
record Viewer(Caller caller, Optional<String> domain) {
  boolean sees(IndexRecord record) {
    return sees(record.domain());
  }

  boolean sees(String asked) {
    return domain.isEmpty() || domain.get().equals(asked);
  }
}
