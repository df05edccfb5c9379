package org.yima.index.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * Lists of records that are no longer certainly one with a resident's, by whatever way but a merge
 * that is taken back: corrected by their source, told apart by people, taken back. What arose under
 * them is still the resident's, and whether it stays so people decide.
 */
@ApplicationScoped
class Departures {
  private final Ids ids;
  private final Clock clock;

  Departures(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Opens a list; records that are on an open one of this resident already stay on that. */
  Uni<Void> open(SqlTx tx, Changes.Left left, String actor) {
    Id person = left.records().get(0).person();
    Id list = ids.beside(IdType.MERGE, person);
    return tx.query(
            """
            with leaving as (
              select id from unnest($8::uuid[]) as w (id)
              where not exists (
                select 1 from index_merge_record r
                join index_merge m on m.bucket = r.bucket and m.id = r.merge_id
                where r.record_id = w.id and r.holder_id = $7 and m.status = 'LEFT')),
            list as (
              insert into index_merge (bucket, id, kind, source_person, target_person, status,
                                       proposer, reason, proposed_at)
              select $1, $2, 'LEFT', $3, $4, 'LEFT', $5, '', $6 where exists (select from leaving)
              returning bucket, id)
            insert into index_merge_record (bucket, merge_id, record_id, holder_id)
            select list.bucket, list.id, leaving.id, $7 from list, leaving
            """,
            list.bucket(),
            list.uuid(),
            person.uuid(),
            left.holder().person().uuid(),
            actor,
            OffsetDateTime.now(clock),
            left.holder().record().uuid(),
            left.records().stream().map(s -> s.record().uuid()).toArray(UUID[]::new))
        .replaceWithVoid();
  }
}
