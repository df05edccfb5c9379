package org.yima.index.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Bench;
import org.yima.index.living.Sight;
import org.yima.index.living.Sights;
import org.yima.index.living.Weighing;
import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/** Why people are asked about two records, and why a record was linked with another. */
@ApplicationScoped
class Explanations {
  private final Database database;
  private final Sights sights;
  private final ActiveWeighing weighing;
  private final ObjectMapper json;

  Explanations(Database database, Sights sights, ActiveWeighing weighing, ObjectMapper json) {
    this.database = database;
    this.sights = sights;
    this.weighing = weighing;
    this.json = json;
  }

  /**
   * Two records and what was thought of them.
   *
   * @param linkedBy the version that linked them; empty of a doubt
   * @param engine that compared them then; empty of a doubt, and of a time that named none
   * @param byItsEngine whether that is the engine of today, by which they are explained
   */
  record Explained(
      Id record,
      Id other,
      Explanation why,
      Optional<String> linkedBy,
      Optional<String> engine,
      Optional<Boolean> byItsEngine) {}

  /** Of a doubt, as it was raised; {@code not-found} where nobody weighed the two. */
  Uni<Explained> ofDoubt(Id match) {
    return database
        .query(
            """
            select record_id, other_id, explanation from index_match
            where bucket = $1 and id = $2 and explanation is not null
            """,
            match.bucket(),
            match.uuid())
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new Explained(
                                record(row, "record_id"),
                                record(row, "other_id"),
                                read(row.getString("explanation")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private Explanation read(String text) {
    try {
      return json.readValue(text, Explanation.class);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Of a record's last link: the two are weighed again as the index compares them now, without what
   * is everybody's, by the version that linked them, or by the one in use where that is gone, and
   * by how often values were met in the population then. {@code not-found} where no machine linked
   * it.
   */
  Uni<Explained> ofLink(Id record) {
    return database
        .query(
            """
            select s.other_id, s.weights, s.engine from index_record r
            join index_link_score s
              on s.bucket = r.bucket and s.record_id = r.id and s.step = r.links
            where r.bucket = $1 and r.id = $2 and r.status <> 'WITHDRAWN'
            """,
            record.bucket(),
            record.uuid())
        .map(rows -> first(rows).orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(row -> weighed(record, record(row, "other_id"), row));
  }

  private Uni<Explained> weighed(Id record, Id other, Row link) {
    String version = link.getString("weights");
    Optional<String> engine = Optional.ofNullable(link.getString("engine"));
    return weighing
        .named(database::query, version)
        .chain(
            found ->
                found
                    .map(by -> Uni.createFrom().item(by))
                    .orElseGet(() -> weighing.current(database::query)))
        .chain(by -> weighing.asOf(database::query, by, engine))
        .chain(
            by ->
                sights
                    .of(database::query, List.of(record, other))
                    .map(sight -> explained(by, record, other, sight))
                    .map(
                        why ->
                            new Explained(
                                record,
                                other,
                                why,
                                Optional.of(version),
                                engine,
                                Optional.of(engine.equals(Optional.of(by.engine().id()))))));
  }

  private static Explanation explained(Weighing by, Id record, Id other, Sight sight) {
    int one = sight.place(record).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    int two = sight.place(other).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    Bench bench = new Bench(by, sight.compared());
    return bench.judge(one, two).explanation().orElseGet(() -> bench.explained(one, two));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static Id record(Row row, String column) {
    return new Id(IdType.RECORD, row.getUUID(column));
  }
}
