package org.yima.card.life;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.institution.Institutions;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Tx;

/** The log of where a card was shown, also in vain, for its owner to see. */
@ApplicationScoped
public class Uses {
  /** The outcome of a use that nothing refused. */
  public static final String OK = "ok";

  private static final String INSERT =
      """
      insert into card_use (bucket, id, card_id, institution_id, terminal, scene, kind, outcome, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """;

  private final Database database;
  private final Institutions institutions;
  private final Ids ids;
  private final Clock clock;

  Uses(Database database, Institutions institutions, Ids ids, Clock clock) {
    this.database = database;
    this.institutions = institutions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Where a card was shown. */
  public record Place(Id institution, String terminal, String scene, String kind) {}

  /** Logs a use. */
  public Uni<Void> log(Id card, Place place, String outcome) {
    return database.query(INSERT, parameters(card, place, outcome)).replaceWithVoid();
  }

  /** Logs a use with what else commits. */
  public Uni<Void> log(Tx tx, Id card, Place place, String outcome) {
    return tx.write(INSERT, parameters(card, place, outcome)).replaceWithVoid();
  }

  private Object[] parameters(Id card, Place place, String outcome) {
    Id id = ids.beside(IdType.USE, card);
    return new Object[] {
      id.bucket(),
      id.uuid(),
      card.uuid(),
      place.institution().uuid(),
      place.terminal(),
      place.scene(),
      place.kind(),
      outcome,
      OffsetDateTime.now(clock)
    };
  }

  /** At most {@code limit} uses before a given one, newest first. */
  Uni<List<Use>> page(Id card, Optional<Id> before, int limit) {
    return database
        .query(
            """
            select * from card_use
            where bucket = $1 and card_id = $2 and ($3::uuid is null or id < $3)
            order by id desc limit $4
            """,
            card.bucket(),
            card.uuid(),
            before.map(Id::uuid).orElse(null),
            limit)
        .chain(
            rows ->
                names(rows)
                    .map(
                        names -> {
                          List<Use> uses = new ArrayList<>();
                          rows.forEach(row -> uses.add(read(row, names)));
                          return uses;
                        }));
  }

  private Uni<Map<Id, String>> names(RowSet<Row> rows) {
    Set<Id> wanted = new HashSet<>();
    rows.forEach(row -> wanted.add(institution(row)));
    Map<Id, String> names = new HashMap<>();
    return Multi.createFrom()
        .iterable(wanted)
        .onItem()
        .transformToUniAndConcatenate(
            id -> institutions.find(id).invoke(i -> i.ifPresent(it -> names.put(id, it.name()))))
        .onItem()
        .ignoreAsUni()
        .replaceWith(names);
  }

  private static Id institution(Row row) {
    return new Id(IdType.INSTITUTION, row.getUUID("institution_id"));
  }

  private static Use read(Row row, Map<Id, String> names) {
    Id institution = institution(row);
    return new Use(
        new Id(IdType.USE, row.getUUID("id")),
        row.getOffsetDateTime("at"),
        institution,
        names.getOrDefault(institution, ""),
        row.getString("terminal"),
        row.getString("scene"),
        row.getString("kind"),
        row.getString("outcome"));
  }
}
