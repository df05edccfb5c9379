package org.yima.index.merge;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerges.Sides;
import org.yima.index.store.Records;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * The records that were certainly one with a resident's and are not any more, as they stand now.
 */
@ApplicationScoped
public class Departed {
  private final Database database;
  private final MergeStore store;
  private final Records records;

  Departed(Database database, MergeStore store, Records records) {
    this.database = database;
    this.store = store;
    this.records = records;
  }

  /** For each record whoever is certainly one with it, and the resident's; none that is back. */
  public Uni<List<Sides>> sides(PersonMerge left) {
    return store
        .named(database::query, left.id())
        .chain(
            named ->
                Multi.createFrom()
                    .iterable(named)
                    .onItem()
                    .transformToUniAndConcatenate(this::sides)
                    .collect()
                    .asList())
        .map(all -> all.stream().flatMap(Optional::stream).toList());
  }

  private Uni<Optional<Sides>> sides(MergeStore.Named named) {
    Id holder = named.holder().orElseThrow();
    return records
        .byIds(database::query, List.of(named.record(), holder))
        .chain(
            found ->
                one(found, named.record())
                    .map(
                        record ->
                            records
                                .ofPerson(database::query, record.personId())
                                .map(all -> sides(record, all, one(found, holder))))
                    .orElseGet(
                        () ->
                            Uni.createFrom()
                                .item(
                                    one(found, holder)
                                        .map(
                                            held ->
                                                new Sides(
                                                    List.of(),
                                                    List.of(held),
                                                    List.of(),
                                                    Set.of(named.record()))))));
  }

  private static Optional<IndexRecord> one(List<IndexRecord> found, Id id) {
    return found.stream().filter(record -> record.id().equals(id)).findFirst();
  }

  private static Optional<Sides> sides(
      IndexRecord record, List<IndexRecord> person, Optional<IndexRecord> holder) {
    return holder
        .filter(held -> !held.certain().equals(record.certain()))
        .map(
            held ->
                new Sides(
                    person.stream().filter(r -> r.certain().equals(record.certain())).toList(),
                    List.of(held),
                    List.of(),
                    Set.of()));
  }
}
