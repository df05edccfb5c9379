package org.yima.index.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;

/** Which records go to which person when people have decided. */
final class Regrouping {
  private Regrouping() {}

  /**
   * Two persons, or one twice, with all their records.
   *
   * @param pair the record that raised the doubt and the other one
   * @param merged those of the two that two people have merged others into
   */
  record Two(
      List<IndexRecord> pair, List<IndexRecord> raised, List<IndexRecord> before, Set<Id> merged) {
    Two {
      pair = List.copyOf(pair);
      raised = List.copyOf(raised);
      before = List.copyOf(before);
      merged = Set.copyOf(merged);
    }

    /**
     * Whether joining them is a merge: there is more on either side than one bare record, either is
     * a resident, to whose app and codes the other's file would belong from then on, or both are
     * what two people have made of several.
     */
    boolean needTwoPeople() {
      return !areOne()
          && (isResident(raised)
              || isResident(before)
              || (raised.size() > 1 && before.size() > 1)
              || (isMerged(raised) && isMerged(before)));
    }

    /**
     * Whether it makes records certainly one that only a score holds in one person, and would be a
     * merge of two people if they were in two: a file becomes a resident's, or two people's of
     * several records each become one's. Nobody moves, and nobody is joined: a second reviewer says
     * the same.
     */
    boolean needsASecondWord() {
      List<IndexRecord> one = certainlyWith(pair.get(0));
      List<IndexRecord> other = certainlyWith(pair.get(1));
      return areOne()
          && !pair.get(0).certain().equals(pair.get(1).certain())
          && (isResident(one) || isResident(other) || (one.size() > 1 && other.size() > 1));
    }

    private List<IndexRecord> certainlyWith(IndexRecord record) {
      return raised.stream().filter(r -> r.certain().equals(record.certain())).toList();
    }

    private boolean areOne() {
      return raised.get(0).personId().equals(before.get(0).personId());
    }

    private boolean isMerged(List<IndexRecord> person) {
      return merged.contains(person.get(0).personId());
    }

    /** Who stays: a merged person, so that its merge can be taken back, else a proved document. */
    private boolean raisedStays() {
      return isMerged(raised) != isMerged(before)
          ? isMerged(raised)
          : isProven(raised) && !isProven(before);
    }

    private static boolean isProven(List<IndexRecord> person) {
      return person.stream().anyMatch(IndexRecord::documentVerified);
    }

    private static boolean isResident(List<IndexRecord> person) {
      return person.stream().anyMatch(record -> record.domain().equals(SourceRecord.YIMA));
    }
  }

  /** Records that go, and where to. */
  record Moves(List<IndexRecord> records, Id to) {
    Moves {
      records = List.copyOf(records);
    }
  }

  /**
   * Two persons become one: the records of the one go to the other. The person that was there
   * before stays, unless the other is more than it.
   *
   * @param verdicts what people decided about records of either, by record
   */
  static Optional<Moves> join(Two two, Map<Id, Map<Id, Verdict>> verdicts) {
    List<IndexRecord> raised = two.raised();
    List<IndexRecord> before = two.before();
    if (two.areOne()) {
      return Optional.empty();
    }
    boolean keptApart =
        raised.stream()
            .map(r -> verdicts.getOrDefault(r.id(), Map.of()))
            .anyMatch(said -> before.stream().anyMatch(b -> said.get(b.id()) == Verdict.DIFFERENT));
    if (keptApart) {
      throw IndexProblem.MATCH_KEPT_APART.problem();
    }
    return Optional.of(
        two.raisedStays()
            ? new Moves(before, raised.get(0).personId())
            : new Moves(raised, before.get(0).personId()));
  }

  /** A record leaves the person that it shares with the other. */
  static Optional<Moves> part(IndexRecord raised, IndexRecord before, Id fresh) {
    if (!raised.personId().equals(before.personId())) {
      return Optional.empty();
    }
    List<IndexRecord> leaving = new ArrayList<>();
    leaving.add(raised.documentVerified() && !before.documentVerified() ? before : raised);
    return Optional.of(new Moves(leaving, fresh));
  }
}
