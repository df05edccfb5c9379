package org.yima.index.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;

/**
 * A record that has its row, locked until the transaction ends.
 *
 * @param person the person it is linked to, or will found when it joins nobody
 * @param before what the row held until now; empty when the row is new
 * @param retired whether it is a card that is put out of use, or was before
 */
public record Placement(
    SourceRecord source,
    Id recordId,
    Id person,
    int version,
    int links,
    Optional<Before> before,
    boolean retired) {
  /** A card that is in use unless its row says otherwise. */
  public Placement(
      SourceRecord source,
      Id recordId,
      Id person,
      int version,
      int links,
      Optional<Before> before) {
    this(
        source,
        recordId,
        person,
        version,
        links,
        before,
        before.filter(b -> b.status() == RecordStatus.RETIRED).isPresent());
  }

  /**
   * The row as it was.
   *
   * @param blocks those that it stands in
   * @param certain with whom it is certainly one; empty when that was never settled
   */
  public record Before(
      SourceRecord source, RecordStatus status, Set<Hash> blocks, Optional<UUID> certain) {
    public Before {
      blocks = Set.copyOf(blocks);
    }
  }

  UUID row() {
    return recordId.uuid();
  }

  /** What is compared of it, as {@link IndexRecord#compared}. */
  public SourceRecord compared() {
    return retired ? source.retired() : source;
  }

  /** The same card, put out of use. */
  public Placement retiring() {
    return new Placement(source, recordId, person, version, links, before, true);
  }

  /** From the blocks of what it was to those of what it is. */
  public BlockRows.Change toBlocks(List<Block> wanted) {
    return new BlockRows.Change(recordId, before.map(Before::blocks).orElse(Set.of()), wanted);
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

  /** Whether who the record is about is other than before; a new phone is no other person. */
  public boolean changesIdentity() {
    return before
        .filter(
            b ->
                b.status() != RecordStatus.WITHDRAWN
                    && b.source().document().equals(source.document())
                    && b.source().name().equals(source.name())
                    && b.source().birthDate().equals(source.birthDate())
                    && b.source().sex().equals(source.sex()))
        .isEmpty();
  }
}
