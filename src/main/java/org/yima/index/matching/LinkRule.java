package org.yima.index.matching;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Id;

/**
 * The deterministic rule. Among the persons who hold records with the same document:
 *
 * <ul>
 *   <li>a person with a record that contradicts is never joined; it raises an impersonation doubt;
 *   <li>a person of whom a record agrees and none contradicts may be joined;
 *   <li>none or more than one of those: the record stands alone, and people decide.
 * </ul>
 *
 * <p>What people have decided about a pair outweighs this: SAME joins, DIFFERENT keeps apart and is
 * not asked again.
 */
public final class LinkRule {
  private LinkRule() {}

  /**
   * Decides on one record.
   *
   * @param sameDocument every current record with the document of {@code self}, itself not included
   * @param verdicts what people decided about {@code self} and another record, by that record
   */
  public static Linking decide(
      Identity self, List<Candidate> sameDocument, Map<Id, Verdict> verdicts) {
    List<Id> agreed = new ArrayList<>();
    List<Doubt> doubts = new ArrayList<>();
    List<Doubt> ambiguous = new ArrayList<>();
    for (var person : byPerson(sameDocument).entrySet()) {
      List<Candidate> records = person.getValue();
      if (records.stream().anyMatch(r -> verdicts.get(r.recordId()) == Verdict.SAME)) {
        return new Linking(Optional.of(person.getKey()), List.of());
      }
      if (records.stream().anyMatch(r -> verdicts.get(r.recordId()) == Verdict.DIFFERENT)) {
        continue;
      }
      Optional<Doubt> contradiction = contradiction(self, records);
      Optional<Candidate> agreeing =
          records.stream().filter(r -> self.agrees(r.identity())).findFirst();
      if (contradiction.isPresent()) {
        doubts.add(contradiction.get());
      } else if (agreeing.isPresent()) {
        agreed.add(person.getKey());
        ambiguous.add(new Doubt(agreeing.get().recordId(), Doubt.Kind.DOUBT, Set.of()));
      } else {
        doubts.add(new Doubt(records.get(0).recordId(), Doubt.Kind.DOUBT, Set.of()));
      }
    }
    if (agreed.size() == 1) {
      List<Candidate> joined = byPerson(sameDocument).get(agreed.get(0));
      doubts.removeIf(doubt -> wasRaisedBefore(doubt, joined, sameDocument));
      return new Linking(Optional.of(agreed.get(0)), doubts);
    }
    doubts.addAll(ambiguous);
    return new Linking(Optional.empty(), doubts);
  }

  /** A person that contradicts another is asked about once, not again for each of its records. */
  private static boolean wasRaisedBefore(
      Doubt doubt, List<Candidate> joined, List<Candidate> sameDocument) {
    List<Candidate> other =
        sameDocument.stream().filter(c -> c.recordId().equals(doubt.other())).toList();
    return joined.stream().anyMatch(c -> contradiction(c.identity(), other).isPresent());
  }

  private static Optional<Doubt> contradiction(Identity self, List<Candidate> records) {
    for (Candidate record : records) {
      Set<Difference> differs = EnumSet.noneOf(Difference.class);
      differs.addAll(self.contradictions(record.identity()));
      differs.addAll(self.contradictionsWithDocument());
      differs.addAll(record.identity().contradictionsWithDocument());
      if (!differs.isEmpty()) {
        return Optional.of(new Doubt(record.recordId(), Doubt.Kind.IMPERSONATION, differs));
      }
    }
    return Optional.empty();
  }

  private static Map<Id, List<Candidate>> byPerson(List<Candidate> candidates) {
    Map<Id, List<Candidate>> persons = new LinkedHashMap<>();
    candidates.forEach(c -> persons.computeIfAbsent(c.personId(), p -> new ArrayList<>()).add(c));
    return persons;
  }
}
