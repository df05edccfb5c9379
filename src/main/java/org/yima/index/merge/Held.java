package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerge.Kind;
import org.yima.index.PersonMerge.Status;
import org.yima.index.store.Statements;
import org.yima.platform.Id;

/**
 * What holds the two sides of a join together beside the join itself: other joins, and answers that
 * people gave on their own. Each is taken back by itself, and before.
 */
@ApplicationScoped
class Held {
  private final Joining joining;
  private final Answers answers;

  Held(Joining joining, Answers answers) {
    this.joining = joining;
    this.answers = answers;
  }

  /**
   * Joins and doubts that would have to be taken back first, in order; empty when nothing bars it.
   *
   * @param merge a join that stands, or a parting that is proposed
   */
  Uni<List<Id>> by(Statements db, PersonMerge merge, Parting parting) {
    return joining
        .verdicts(db, parting.leaving())
        .map(parting::joinedByPeople)
        .chain(pairs -> answers.behind(db, pairs))
        .chain(
            behind ->
                merge.kind() == Kind.PART
                    ? ofPart(db, merge, parting, behind)
                    : Uni.createFrom().item(others(merge, behind)))
        .map(found -> List.copyOf(new TreeSet<>(found)));
  }

  private static Set<Id> others(PersonMerge merge, List<Answers.Behind> behind) {
    return behind.stream()
        .map(Answers.Behind::holder)
        .filter(holder -> !holder.equals(merge.id()))
        .collect(Collectors.toSet());
  }

  /**
   * A parting takes answers that people gave on their own along, with all that stands beside them:
   * no other door takes these back. What two people have joined, and nothing else, is taken back as
   * that.
   */
  private Uni<Set<Id>> ofPart(
      Statements db, PersonMerge part, Parting parting, List<Answers.Behind> behind) {
    boolean hasOwn = behind.stream().anyMatch(answer -> !answer.isTwoPeoples());
    if (hasOwn || (behind.isEmpty() && part.status() != Status.PROPOSED)) {
      return Uni.createFrom().item(Set.of());
    }
    return behind.isEmpty() ? merges(db, parting) : Uni.createFrom().item(others(part, behind));
  }

  /** The merges that the parting would cut, where it would part all that they have brought. */
  private static Uni<Set<Id>> merges(Statements db, Parting parting) {
    if (parting.leaving().isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    Id root = parting.leaving().get(0).personId();
    return Forest.homes(db, Joining.idsOf(parting.all()))
        .chain(
            homes -> {
              Set<Id> leaving = homesOf(parting.leaving(), homes);
              return leaving.contains(root)
                      || !Collections.disjoint(leaving, homesOf(parting.staying(), homes))
                  ? Uni.createFrom().item(Set.<Id>of())
                  : Forest.hungByTwo(db, leaving);
            });
  }

  private static Set<Id> homesOf(List<IndexRecord> records, Map<Id, Forest.Home> homes) {
    return records.stream().map(r -> homes.get(r.id()).person()).collect(Collectors.toSet());
  }
}
