package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** Which of a resident's visit cards were taken into the app. */
@ApplicationScoped
class VisitCardStore {
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  VisitCardStore(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The records of the bound cards, and how each was proved to be the resident's; those too that
   * came over from somebody else, and lie in another family.
   */
  Uni<Map<Id, CardProof>> bound(Id resident) {
    return database
        .query(
            """
            select record_id, proof from visit_card
            where resident_id = $1 and status = 'BOUND' order by bound_at, id
            """,
            resident.uuid())
        .map(
            rows -> {
              Map<Id, CardProof> records = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      records.put(
                          new Id(IdType.RECORD, row.getUUID("record_id")),
                          CardProof.valueOf(row.getString("proof"))));
              return records;
            });
  }

  /**
   * Binds a card; binding it again changes nothing, except that a proof stays where only an equal
   * document, which its source may correct, has spoken for it.
   */
  Uni<Integer> bind(SqlTx tx, Id resident, KnownCard card, CardProof proof) {
    Id id = ids.beside(IdType.VISIT_CARD, resident);
    return tx.write(
        """
        insert into visit_card (bucket, id, resident_id, record_id, institution_id, status, bound_at,
                                proof)
        values ($1, $2, $3, $4, $5, 'BOUND', $6, $7)
        on conflict (bucket, resident_id, record_id) do update set proof = excluded.proof
          where visit_card.proof = 'DOCUMENT' and excluded.proof <> 'DOCUMENT'
        """,
        id.bucket(),
        id.uuid(),
        resident.uuid(),
        card.card().recordId().uuid(),
        card.hospital().id().uuid(),
        OffsetDateTime.now(clock),
        proof.name());
  }
}
