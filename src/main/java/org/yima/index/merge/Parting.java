package org.yima.index.merge;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yima.index.IndexRecord;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;

/**
 * Which records leave when a merge is taken back: those at home in the person that went over, or in
 * one that hangs under it. Of those that came in while the merge stood, one whose document only the
 * leaving side has goes along; one of which the documents say nothing stays, and people look at it.
 *
 * @param home leave for where they are at home
 * @param byDocument leave for what their document says
 * @param unclear stay, and people are asked
 * @param staying all that stay, the unclear ones among them
 */
public record Parting(
    List<IndexRecord> home,
    List<IndexRecord> byDocument,
    List<IndexRecord> unclear,
    List<IndexRecord> staying) {
  public Parting {
    home = List.copyOf(home);
    byDocument = List.copyOf(byDocument);
    unclear = List.copyOf(unclear);
    staying = List.copyOf(staying);
  }

  /**
   * Decides.
   *
   * @param joined all records of the person that the merge has made
   * @param homes where each is at home
   * @param leaving the person that went over and all that hang under it
   * @param since when the merge was made
   */
  static Parting of(
      List<IndexRecord> joined, Map<Id, Forest.Home> homes, Set<Id> leaving, OffsetDateTime since) {
    List<IndexRecord> home = new ArrayList<>();
    List<IndexRecord> before = new ArrayList<>();
    List<IndexRecord> after = new ArrayList<>();
    for (IndexRecord record : joined) {
      Forest.Home at = homes.get(record.id());
      if (leaving.contains(at.person())) {
        home.add(record);
      } else if (at.since().isAfter(since)) {
        after.add(record);
      } else {
        before.add(record);
      }
    }
    List<IndexRecord> byDocument = new ArrayList<>();
    List<IndexRecord> unclear = new ArrayList<>();
    List<IndexRecord> staying = new ArrayList<>(before);
    for (IndexRecord record : after) {
      boolean likeLeaving = sameDocument(record, home);
      boolean likeStaying = sameDocument(record, before);
      if (likeLeaving && !likeStaying) {
        byDocument.add(record);
      } else {
        staying.add(record);
        if (likeLeaving || !likeStaying) {
          unclear.add(record);
        }
      }
    }
    return new Parting(home, byDocument, unclear, staying);
  }

  private static boolean sameDocument(IndexRecord record, List<IndexRecord> others) {
    return record.document().isPresent()
        && others.stream().anyMatch(other -> other.document().equals(record.document()));
  }

  /** All that leave. */
  public List<IndexRecord> leaving() {
    return Stream.concat(home.stream(), byDocument.stream()).toList();
  }

  /**
   * Whether people have decided that a record of either side is one person with one of the other.
   *
   * @param own the pairs that the merge itself is the answer to, which go with it
   */
  boolean wouldPartWhatPeopleJoined(Map<Id, Map<Id, Verdict>> verdicts, Set<Set<Id>> own) {
    Set<Id> stay =
        staying.stream().map(IndexRecord::id).collect(java.util.stream.Collectors.toSet());
    return leaving().stream()
        .map(IndexRecord::id)
        .anyMatch(
            record ->
                verdicts.getOrDefault(record, Map.of()).entrySet().stream()
                    .filter(said -> said.getValue() == Verdict.SAME)
                    .filter(said -> stay.contains(said.getKey()))
                    .anyMatch(said -> !own.contains(Set.of(record, said.getKey()))));
  }
}
