package org.yima.index.living;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.index.SourceRecord;
import org.yima.index.store.Edge;
import org.yima.index.store.Hash;
import org.yima.platform.Id;

/** Some stored records as they would be compared with each other, were they decided on now. */
public final class Sight {
  private final List<SourceRecord> compared;
  private final List<Set<Hash>> open;
  private final Map<Id, Integer> places = new HashMap<>();
  private final Set<Set<Id>> linked = new HashSet<>();

  Sight(List<Id> ids, List<SourceRecord> compared, List<Set<Hash>> open, Set<Edge> linked) {
    this.compared = List.copyOf(compared);
    this.open = List.copyOf(open);
    linked.forEach(edge -> this.linked.add(Set.of(edge.one(), edge.other())));
    ids.forEach(id -> places.put(id, places.size()));
  }

  /** What is compared of them: nothing that is everybody's. */
  public List<SourceRecord> compared() {
    return compared;
  }

  /** Where a record is among them. */
  public Optional<Integer> place(Id record) {
    return Optional.ofNullable(places.get(record));
  }

  /** Whether a block that is not full, or a link that was found before, brings two together. */
  public boolean meet(Id one, Id other) {
    return !Collections.disjoint(open.get(places.get(one)), open.get(places.get(other)))
        || linked.contains(Set.of(one, other));
  }
}
