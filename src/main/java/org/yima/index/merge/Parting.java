package org.yima.index.merge;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.Certain;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Edge;
import org.yima.platform.Id;

/**
 * Which records leave when a join is taken back: those at home in the person that went over, or in
 * one that hangs under it. Of those that came to the person it hangs under while the join stood,
 * one that only the leaving side has a document or a link with goes along; one of which neither
 * tells stays, and people look at it. What another merge has brought stays: that one says whose it
 * is.
 *
 * @param home leave for where they are at home
 * @param alike leave for their document or their links
 * @param unclear stay, and people are asked
 * @param staying all that stay, the unclear ones among them
 */
public record Parting(
    List<IndexRecord> home,
    List<IndexRecord> alike,
    List<IndexRecord> unclear,
    List<IndexRecord> staying) {
  public Parting {
    home = List.copyOf(home);
    alike = List.copyOf(alike);
    unclear = List.copyOf(unclear);
    staying = List.copyOf(staying);
  }

  /**
   * Decides.
   *
   * @param joined all records of the person that the merge has made
   * @param homes where each is at home
   * @param leaving the person that went over and all that hang under it
   * @param above the persons under which it hangs, where records came to both while it did
   * @param since when the join was made
   * @param links pairs that link by themselves
   */
  static Parting of(
      List<IndexRecord> joined,
      Map<Id, Forest.Home> homes,
      Set<Id> leaving,
      Set<Id> above,
      OffsetDateTime since,
      Collection<Edge> links) {
    List<IndexRecord> home = new ArrayList<>();
    List<IndexRecord> before = new ArrayList<>();
    List<IndexRecord> after = new ArrayList<>();
    for (IndexRecord record : joined) {
      Forest.Home at = homes.get(record.id());
      if (leaving.contains(at.person())) {
        home.add(record);
      } else if (above.contains(at.person()) && at.since().isAfter(since)) {
        after.add(record);
      } else {
        before.add(record);
      }
    }
    List<IndexRecord> alike = new ArrayList<>();
    List<IndexRecord> unclear = new ArrayList<>();
    List<IndexRecord> staying = new ArrayList<>(before);
    for (IndexRecord record : after) {
      boolean likeLeaving = isLike(record, home, links);
      boolean likeStaying = isLike(record, before, links);
      if (likeLeaving && !likeStaying) {
        alike.add(record);
      } else {
        staying.add(record);
        if (likeLeaving || !likeStaying) {
          unclear.add(record);
        }
      }
    }
    return new Parting(home, alike, unclear, staying);
  }

  private static boolean isLike(
      IndexRecord record, List<IndexRecord> others, Collection<Edge> links) {
    return others.stream()
        .anyMatch(
            other ->
                (record.document().isPresent() && other.document().equals(record.document()))
                    || links.stream()
                        .anyMatch(link -> link.touches(record.id()) && link.touches(other.id())));
  }

  /** All that leave. */
  public List<IndexRecord> leaving() {
    return Stream.concat(home.stream(), alike.stream()).toList();
  }

  /** All records of both sides. */
  List<IndexRecord> all() {
    return Stream.concat(leaving().stream(), staying.stream()).toList();
  }

  /** Those that stay and are not asked about. */
  List<IndexRecord> clear() {
    return staying.stream().filter(record -> !unclear.contains(record)).toList();
  }

  /**
   * Whether a resident is on either side, or anybody who may have proved to be one with another.
   */
  boolean touchesRights() {
    Set<Certain> leave = leaving().stream().map(IndexRecord::certain).collect(Collectors.toSet());
    return Stream.concat(leaving().stream(), staying.stream())
            .anyMatch(record -> record.domain().equals(SourceRecord.YIMA))
        || staying.stream().map(IndexRecord::certain).anyMatch(leave::contains);
  }

  /** The pairs of a leaving record and a staying one of which people said that they are one. */
  List<Answers.Two> joinedByPeople(Map<Id, Map<Id, Verdict>> verdicts) {
    List<Answers.Two> pairs = new ArrayList<>();
    for (IndexRecord record : leaving()) {
      Map<Id, Verdict> said = verdicts.getOrDefault(record.id(), Map.of());
      staying.stream()
          .map(IndexRecord::id)
          .filter(other -> said.get(other) == Verdict.SAME)
          .forEach(
              other -> {
                pairs.add(new Answers.Two(record.id(), other));
                pairs.add(new Answers.Two(other, record.id()));
              });
    }
    return pairs;
  }
}
