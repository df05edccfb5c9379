package org.yima.resident.merging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerges.Sides;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * Whose rows go to whom when two persons are parted: what arose under a record belongs to the
 * resident of the side on which the record is. Where that side has no resident, or more than one,
 * nothing tells, and people decide.
 */
final class Shares {
  private Shares() {}

  /**
   * Rows that hang on a resident of the one side under a record of the other.
   *
   * @param to nobody, when nothing tells whose they are
   */
  record Share(Id recordId, Id from, Optional<Id> to) {}

  /** All of them, for several pairs of sides; what is on two of them is there once. */
  static List<Share> of(List<Sides> all, Map<Id, Set<Id>> arisen) {
    return all.stream().flatMap(sides -> of(sides, arisen).stream()).distinct().toList();
  }

  /**
   * All of them.
   *
   * @param arisen the records under which each resident has rows
   */
  static List<Share> of(Sides sides, Map<Id, Set<Id>> arisen) {
    List<Share> shares = new ArrayList<>();
    across(shares, sides.source(), sides.target(), arisen);
    across(shares, sides.target(), sides.source(), arisen);
    for (Id holder : residents(sides.target())) {
      sides.gone().stream()
          .filter(arisen.getOrDefault(holder, Set.of())::contains)
          .forEach(record -> shares.add(new Share(record, holder, Optional.empty())));
    }
    return shares;
  }

  private static void across(
      List<Share> shares,
      List<IndexRecord> mine,
      List<IndexRecord> theirs,
      Map<Id, Set<Id>> arisen) {
    Set<Id> holders = residents(mine);
    Set<Id> owners = residents(theirs);
    if (holders.equals(owners)) {
      return;
    }
    Optional<Id> to = owners.size() == 1 ? owners.stream().findFirst() : Optional.empty();
    for (Id holder : holders.stream().sorted().toList()) {
      for (IndexRecord record : theirs) {
        if (arisen.getOrDefault(holder, Set.of()).contains(record.id())) {
          shares.add(new Share(record.id(), holder, to));
        }
      }
    }
  }

  /** The residents whose own records are among these. */
  static Set<Id> residents(List<IndexRecord> records) {
    Set<Id> residents = new HashSet<>();
    records.stream()
        .filter(record -> record.domain().equals(SourceRecord.YIMA))
        .flatMap(record -> Id.parse(IdType.RESIDENT, record.number()).stream())
        .forEach(residents::add);
    return residents;
  }
}
