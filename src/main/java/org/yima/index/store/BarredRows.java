package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** The rows of pairs that a rule keeps from linking: each beside both of its records. */
@ApplicationScoped
public class BarredRows {
  private record Side(Id at, Id other) {}

  private static List<Side> sides(Collection<Barred> pairs) {
    return pairs.stream()
        .flatMap(p -> Stream.of(new Side(p.one(), p.other()), new Side(p.other(), p.one())))
        .toList();
  }

  /** The pairs that these records are in. */
  public Uni<List<Barred>> of(Statements db, Collection<Id> records) {
    return db.query(
            """
            select b.record_id, b.other_id from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_barred b on b.bucket = w.bucket and b.record_id = w.id
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Barred(
                                new Id(IdType.RECORD, row.getUUID("record_id")),
                                new Id(IdType.RECORD, row.getUUID("other_id"))))
                    .distinct()
                    .toList());
  }

  /** Forgets pairs. */
  public Uni<Void> remove(SqlTx tx, Collection<Barred> pairs) {
    return write(
        tx,
        """
        delete from index_barred b
        using unnest($1::int[], $2::uuid[], $3::uuid[]) as w (bucket, record_id, other_id)
        where b.bucket = w.bucket and b.record_id = w.record_id and b.other_id = w.other_id
        """,
        sides(pairs));
  }

  /** Remembers pairs. */
  public Uni<Void> add(SqlTx tx, Collection<Barred> pairs) {
    return write(
        tx,
        """
        insert into index_barred (bucket, record_id, other_id)
        select * from unnest($1::int[], $2::uuid[], $3::uuid[])
        on conflict (bucket, record_id, other_id) do nothing
        """,
        sides(pairs));
  }

  private static Uni<Void> write(SqlTx tx, String sql, List<Side> sides) {
    return sides.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.query(
                sql,
                sides.stream().map(s -> s.at().bucket()).toArray(Integer[]::new),
                sides.stream().map(s -> s.at().uuid()).toArray(UUID[]::new),
                sides.stream().map(s -> s.other().uuid()).toArray(UUID[]::new))
            .replaceWithVoid();
  }
}
