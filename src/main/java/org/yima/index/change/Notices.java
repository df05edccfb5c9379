package org.yima.index.change;

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
public class Notices {
  /** Records of several persons are of one. */
  public static final String MERGED = "merged";

  /** Records of one person are of several. */
  public static final String UNMERGED = "unmerged";

  private final Institutions institutions;

  Notices(Institutions institutions) {
    this.institutions = institutions;
  }

  /** What hospitals hear, as the type of an event. */
  public static String toHospitals(String what) {
    return "identity." + what;
  }

  /** The feed in which a hospital hears of it. */
  public static String feed(Id hospital) {
    return "hospital/" + hospital + "/identities";
  }

  /** A record and whose it is. */
  private record Own(Id record, String domain) {}

  /**
   * What became of persons by a merge, told with the transaction.
   *
   * @param what {@link #MERGED} or {@link #UNMERGED}
   * @param records all that are or were one person's
   */
  public Uni<Void> tell(SqlTx tx, String what, PersonMerge merge, List<IndexRecord> records) {
    JsonObject facts =
        new JsonObject()
            .put("merge", merge.id().toString())
            .put("source", merge.source().toString())
            .put("target", merge.target().toString());
    return tell(
        tx,
        what,
        merge.id(),
        facts,
        records.stream().map(record -> new Own(record.id(), record.domain())).toList());
  }

  /** What became of persons in any other way; it has no merge. */
  Uni<Void> tell(SqlTx tx, String what, List<Standing> records) {
    JsonArray persons = new JsonArray();
    records.stream().map(Standing::person).distinct().sorted().forEach(p -> persons.add(p + ""));
    return tell(
        tx,
        what,
        records.get(0).person(),
        new JsonObject().put("persons", persons),
        records.stream().map(s -> new Own(s.record(), s.domain())).toList());
  }

  private Uni<Void> tell(SqlTx tx, String what, Id subject, JsonObject facts, List<Own> records) {
    Map<String, List<Own>> byDomain = records.stream().collect(Collectors.groupingBy(Own::domain));
    return tx.emit(Event.of("person." + what, subject, facts))
        .chain(() -> institutions.ofDomains(tx, byDomain.keySet()))
        .chain(
            owners ->
                Multi.createFrom()
                    .iterable(owners.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        owner ->
                            tx.emit(
                                own(
                                    what,
                                    subject,
                                    facts.getString("merge"),
                                    owner.getValue(),
                                    byDomain.get(owner.getKey()))))
                    .onItem()
                    .ignoreAsUni());
  }

  private static Event own(String what, Id subject, String merge, Id hospital, List<Own> records) {
    JsonArray ids = new JsonArray();
    records.stream().map(Own::record).sorted().forEach(id -> ids.add(id.toString()));
    JsonObject facts = new JsonObject().put("records", ids);
    if (merge != null) {
      facts.put("merge", merge);
    }
    return Event.of(toHospitals(what), subject, facts, feed(hospital));
  }
}
