package org.yima.index.merge;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yima.index.IndexRecord;
import org.yima.index.PersonMerge;
import org.yima.institution.Institutions;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Tells the server, and each source of its own records alone, what became of persons. */
@ApplicationScoped
class Notices {
  /** What hospitals hear when persons of their records become one. */
  static final String MERGED = "identity.merged";

  private final Institutions institutions;

  Notices(Institutions institutions) {
    this.institutions = institutions;
  }

  /**
   * Told with the transaction.
   *
   * @param what merged or unmerged
   * @param records all that are or were one person's
   */
  Uni<Void> tell(SqlTx tx, String what, PersonMerge merge, List<IndexRecord> records) {
    JsonObject facts =
        new JsonObject()
            .put("merge", merge.id().toString())
            .put("source", merge.source().toString())
            .put("target", merge.target().toString());
    Map<String, List<IndexRecord>> byDomain =
        records.stream().collect(Collectors.groupingBy(IndexRecord::domain));
    return tx.emit(Event.of("person." + what, merge.id(), facts))
        .chain(() -> institutions.ofDomains(tx, byDomain.keySet()))
        .chain(
            owners ->
                Multi.createFrom()
                    .iterable(owners.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        owner ->
                            tx.emit(
                                own(what, merge, owner.getValue(), byDomain.get(owner.getKey()))))
                    .onItem()
                    .ignoreAsUni());
  }

  /** The feed in which a hospital hears of it. */
  static String feed(Id hospital) {
    return "hospital/" + hospital + "/identities";
  }

  private static Event own(String what, PersonMerge merge, Id hospital, List<IndexRecord> records) {
    JsonArray ids = new JsonArray();
    records.stream().map(IndexRecord::id).sorted().forEach(id -> ids.add(id.toString()));
    return Event.of(
        "identity." + what,
        merge.id(),
        new JsonObject().put("merge", merge.id().toString()).put("records", ids),
        feed(hospital));
  }
}
