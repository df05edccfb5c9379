package org.yima.index.merge;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yima.index.PersonMerge;
import org.yima.index.store.Statements;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/**
 * What leaves when a merge is cut: the person that went over with all that hang under it, and
 * whoever was joined while the merge stood because people said that they are one with somebody of
 * these. Such a join hung under the person of both sides, for there was no other; from the cut on
 * it hangs under the one that it is about, and can be taken back as before.
 *
 * @param persons all that leave
 * @param joins those of the joins that hang under the leaving person from then on
 */
record Branch(Set<Id> persons, List<Id> joins) {
  Branch {
    persons = Set.copyOf(persons);
    joins = List.copyOf(joins);
  }

  /** A join that answers doubts, with the persons that it has hung. */
  private record Answered(Id join, Set<Id> hung, Set<Id> records) {
    /** Whether all records that it was said to be one with are at home in these persons. */
    boolean isAbout(Set<Id> persons, Map<Id, Forest.Home> homes) {
      List<Optional<Id>> others =
          records.stream()
              .map(record -> Optional.ofNullable(homes.get(record)).map(Forest.Home::person))
              .filter(home -> home.filter(hung::contains).isEmpty())
              .toList();
      return !others.isEmpty()
          && others.stream().allMatch(home -> home.filter(persons::contains).isPresent());
    }
  }

  /**
   * Follows from who hangs under whom.
   *
   * @param merge two people's, which stands
   * @param above the persons under which it hangs
   * @param homes where the records of the joined person are at home
   */
  static Uni<Branch> of(
      Statements db, PersonMerge merge, Set<Id> above, Map<Id, Forest.Home> homes) {
    return Forest.under(db, merge.source())
        .chain(leaving -> beside(db, merge, above).map(all -> follow(leaving, all, homes)));
  }

  private static Branch follow(Set<Id> leaving, List<Answered> beside, Map<Id, Forest.Home> homes) {
    Set<Id> persons = new HashSet<>(leaving);
    List<Id> joins = new ArrayList<>();
    List<Answered> left = new ArrayList<>(beside);
    boolean grew = true;
    while (grew) {
      List<Answered> along = left.stream().filter(a -> a.isAbout(persons, homes)).toList();
      along.forEach(a -> persons.addAll(a.hung()));
      along.forEach(a -> joins.add(a.join()));
      grew = left.removeAll(along);
    }
    return new Branch(persons, joins);
  }

  /** The joins by people's answers since the merge, beside it. */
  private static Uni<List<Answered>> beside(Statements db, PersonMerge merge, Set<Id> above) {
    return db.query(
            """
            select m.id, m.source_person, d.record_id, d.other_id
            from unnest($1::uuid[]) as above (person)
            join index_merge m on m.target_person = above.person
              and m.status in ('MERGING', 'MERGED') and m.merged_at > $2 and m.id <> $3
            join index_match d on d.merge_id = m.id and d.status = 'SAME'
            order by m.id
            """,
            above.stream().map(Id::uuid).toArray(UUID[]::new),
            merge.mergedAt().orElseThrow(),
            merge.id().uuid())
        .chain(
            rows -> {
              Map<Id, Set<Id>> records = new HashMap<>();
              Map<Id, Id> sources = new HashMap<>();
              List<Id> joins = new ArrayList<>();
              for (Row row : rows) {
                Id join = new Id(IdType.MERGE, row.getUUID("id"));
                if (sources.put(join, new Id(IdType.PERSON, row.getUUID("source_person")))
                    == null) {
                  joins.add(join);
                }
                Set<Id> of = records.computeIfAbsent(join, j -> new HashSet<>());
                of.add(new Id(IdType.RECORD, row.getUUID("record_id")));
                of.add(new Id(IdType.RECORD, row.getUUID("other_id")));
              }
              return Multi.createFrom()
                  .iterable(joins)
                  .onItem()
                  .transformToUniAndConcatenate(
                      join ->
                          Forest.under(db, sources.get(join))
                              .map(hung -> new Answered(join, hung, records.get(join))))
                  .collect()
                  .asList();
            });
  }
}
