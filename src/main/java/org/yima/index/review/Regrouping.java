package org.yima.index.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.index.IndexProblem;
import org.yima.index.IndexRecord;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;

/** Which records go to which person when people have decided. */
final class Regrouping {
  private Regrouping() {}

  /** Two persons, or one twice, with all their records. */
  record Two(List<IndexRecord> raised, List<IndexRecord> before) {
    Two {
      raised = List.copyOf(raised);
      before = List.copyOf(before);
    }

    /**
     * Whether joining them is a merge: there is more on either side than one bare record, or either
     * is a resident, to whose app and codes the other's file would belong from then on.
     */
    boolean needTwoPeople() {
      return !raised.get(0).personId().equals(before.get(0).personId())
          && (isResident(raised) || isResident(before) || (raised.size() > 1 && before.size() > 1));
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
   * Two persons become one: the records of the one go to the other. The person with a proved
   * document stays, else the one that was there before.
   *
   * @param verdicts what people decided about records of either, by record
   */
  static Optional<Moves> join(
      List<IndexRecord> raised, List<IndexRecord> before, Map<Id, Map<Id, Verdict>> verdicts) {
    Id one = raised.get(0).personId();
    Id other = before.get(0).personId();
    if (one.equals(other)) {
      return Optional.empty();
    }
    boolean keptApart =
        raised.stream()
            .map(r -> verdicts.getOrDefault(r.id(), Map.of()))
            .anyMatch(said -> before.stream().anyMatch(b -> said.get(b.id()) == Verdict.DIFFERENT));
    if (keptApart) {
      throw IndexProblem.MATCH_KEPT_APART.problem();
    }
    boolean raisedIsProven = raised.stream().anyMatch(IndexRecord::documentVerified);
    boolean beforeIsProven = before.stream().anyMatch(IndexRecord::documentVerified);
    return Optional.of(
        raisedIsProven && !beforeIsProven ? new Moves(before, one) : new Moves(raised, other));
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
