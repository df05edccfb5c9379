package org.yima.index.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;

/**
 * Decides on several records, one after the other: each later one sees the earlier ones where they
 * went. Not for use by several threads.
 */
public final class Sitting {
  private final Map<DocumentKey, List<Candidate>> candidates = new HashMap<>();

  /**
   * Begins a sitting.
   *
   * @param known every current record that carries a document of those to be decided on
   */
  public Sitting(List<Candidate> known) {
    known.forEach(this::add);
  }

  /**
   * Decides on a record and remembers where it went.
   *
   * @param own the person that it stands for when it joins nobody
   */
  public Linking decide(Id recordId, Id own, Identity identity, Map<Id, Verdict> verdicts) {
    candidates.values().forEach(same -> same.removeIf(c -> c.recordId().equals(recordId)));
    List<Candidate> others =
        identity.document().map(d -> candidates.getOrDefault(d, List.of())).orElse(List.of());
    Linking linking = LinkRule.decide(identity, List.copyOf(others), verdicts);
    add(new Candidate(recordId, linking.joins().orElse(own), identity));
    return linking;
  }

  private void add(Candidate candidate) {
    Optional<DocumentKey> document = candidate.identity().document();
    document.ifPresent(
        d -> candidates.computeIfAbsent(d, none -> new ArrayList<>()).add(candidate));
  }
}
