package org.yima.index.living;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.index.IndexRecord;
import org.yima.index.store.RecordVersions;
import org.yima.index.store.RecordVersions.Version;
import org.yima.index.store.Statements;
import org.yima.platform.Id;

/** Composes best views of stored records, whenever somebody looks. */
@ApplicationScoped
public class BestViews {
  private final RecordVersions versions;

  BestViews(RecordVersions versions) {
    this.versions = versions;
  }

  /**
   * The best view of every person that these records are linked to, out of these records alone: who
   * may see some of a person's records is told what those say.
   *
   * @return by person
   */
  public Uni<Map<Id, BestView>> of(Statements db, List<IndexRecord> records) {
    return versions
        .of(db, records.stream().map(IndexRecord::id).toList())
        .map(known -> views(records, known));
  }

  private static Map<Id, BestView> views(
      List<IndexRecord> records, Map<Id, List<Version>> versions) {
    Map<Id, List<Testimony>> persons =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    IndexRecord::personId,
                    Collectors.mapping(
                        r -> Testimony.of(r, versions.get(r.id())), Collectors.toList())));
    Map<Id, BestView> views = new HashMap<>();
    persons.forEach((person, of) -> views.put(person, BestView.of(of)));
    return views;
  }
}
