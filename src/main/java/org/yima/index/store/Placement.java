package org.yima.index.store;

import java.util.Optional;
import java.util.UUID;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;

/**
 * A record that has its row, locked until the transaction ends.
 *
 * @param person the person it is linked to, or will found when it joins nobody
 * @param before what the row held until now; empty when the row is new
 */
public record Placement(
    SourceRecord source, Id recordId, Id person, int version, int links, Optional<Before> before) {

  /** The row as it was. */
  public record Before(SourceRecord source, RecordStatus status) {}

  UUID row() {
    return recordId.uuid();
  }

  public boolean isNew() {
    return before.isEmpty();
  }

  /** Whether nobody could find the record until now. */
  public boolean wasNotFound() {
    return before.map(b -> b.status() == RecordStatus.WITHDRAWN).orElse(true);
  }

  /** Whether the row holds exactly this already. */
  public boolean isUnchanged() {
    return before
        .filter(b -> b.status() != RecordStatus.WITHDRAWN && b.source().equals(source))
        .isPresent();
  }

  /** Whether what decides on its person is other than before. */
  public boolean changesIdentity() {
    return before
        .filter(
            b ->
                b.status() == RecordStatus.WITHDRAWN
                    || !b.source().document().equals(source.document())
                    || !b.source().name().equals(source.name())
                    || !b.source().birthDate().equals(source.birthDate())
                    || !b.source().sex().equals(source.sex()))
        .isPresent();
  }
}
