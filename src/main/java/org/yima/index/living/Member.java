package org.yima.index.living;

import java.util.Optional;
import java.util.UUID;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.store.Placement;
import org.yima.platform.Id;

/**
 * A record among those that are looked at together.
 *
 * @param source what is compared of it
 * @param person that it is linked to at present, or will found when it joins nobody
 * @param arrives whether it is new or says something new, so that nothing holds it where it is
 * @param keeps whether who it is about is as before, so that what people decided of it holds on
 * @param founds whether it has never been in any person
 * @param certain with whom it is certainly one at present; empty when that was never settled
 */
record Member(
    Id id,
    SourceRecord source,
    Id person,
    boolean arrives,
    boolean keeps,
    boolean founds,
    Optional<UUID> certain) {
  /** One that is decided on: it arrives unless it only was never decided on. */
  static Member arriving(Placement placement) {
    return new Member(
        placement.recordId(),
        placement.compared(),
        placement.person(),
        !placement.isUnchanged(),
        !placement.changesIdentity(),
        placement.isNew(),
        placement.before().flatMap(Placement.Before::certain));
  }

  static Member standing(IndexRecord record, Id person) {
    return new Member(
        record.id(), record.compared(), person, false, true, false, record.certainGroup());
  }

  /** Only its id: the rest is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Member[" + id + "]";
  }
}
