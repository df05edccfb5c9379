package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * Doubts of which nobody need say anything any more, because what else has come has made the two
 * certainly one or links them by itself. They are mostly the likeliest, and would lie first in the
 * queue for ever; they are noted, so that nobody walks them. The note goes as soon as one of the
 * two moves, or what made them one is gone: nothing that is asked may be hidden by it.
 */
@ApplicationScoped
public class AnsweredRows {
  /** Where only a third that links with both has joined the two, the question stands. */
  public static final String ARE_ONE =
      """
      exists (
        select 1 from index_record one join index_record other
          on other.bucket =
            (((get_byte(uuid_send(index_match.other_id), 6) & 15) << 8)
              | get_byte(uuid_send(index_match.other_id), 7))
            and other.id = index_match.other_id and other.person_id = one.person_id
            and (coalesce(other.certain_id, other.person_id)
                = coalesce(one.certain_id, one.person_id)
              or exists (
                select 1 from index_edge e where e.bucket = one.bucket
                  and e.record_id = one.id and e.other_id = other.id))
        where one.bucket = index_match.bucket and one.id = index_match.record_id)
      """;

  private static final String WAITS = "status in ('OPEN', 'LATER') and not answered and ";

  /** A doubt and the two that it is about. */
  public record Pair(Id match, Id record, Id other) {
    public Stream<Id> records() {
      return Stream.of(record, other);
    }
  }

  /** Some that nothing is noted of yet, the oldest first. */
  public Uni<List<Pair>> some(Statements db, int limit) {
    return db.query(
            "select id, record_id, other_id from index_match where "
                + WAITS
                + ARE_ONE
                + " order by id limit $1",
            limit)
        .map(rows -> Records.stream(rows).stream().map(AnsweredRows::pair).toList());
  }

  private static Pair pair(Row row) {
    return new Pair(
        new Id(IdType.MATCH, row.getUUID("id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")));
  }

  /**
   * Notes those of them that still are, whose persons are held; one on which somebody decides at
   * the moment is left.
   *
   * @return how many
   */
  public Uni<Integer> note(SqlTx tx, List<Pair> pairs) {
    return tx.query(
            "update index_match set answered = true where (bucket, id) in ("
                + "select index_match.bucket, index_match.id"
                + " from unnest($1::int[], $2::uuid[]) as w (bucket, id)"
                + " join index_match on index_match.bucket = w.bucket and index_match.id = w.id"
                + " where "
                + WAITS
                + ARE_ONE
                + " for update of index_match skip locked) returning id",
            pairs.stream().map(pair -> pair.match().bucket()).toArray(Integer[]::new),
            pairs.stream().map(pair -> pair.match().uuid()).toArray(UUID[]::new))
        .map(rows -> rows.rowCount());
  }

  /** Whatever is noted of doubts about these records holds no more; their persons are held. */
  static Uni<Void> forget(SqlTx tx, Collection<Id> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    UUID[] ids = records.stream().map(Id::uuid).distinct().toArray(UUID[]::new);
    return tx.query(
            """
            update index_match set answered = false
            where answered and (record_id = any($1::uuid[]) or other_id = any($1::uuid[]))
            """,
            (Object) ids)
        .replaceWithVoid();
  }
}
