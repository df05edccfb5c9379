package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** The rows of pairs that link: each beside both of its records. */
@ApplicationScoped
public class EdgeRows {
  private record Side(Id at, Id other, Edge edge) {}

  private static List<Side> sides(Collection<Edge> edges) {
    return edges.stream()
        .flatMap(e -> Stream.of(new Side(e.one(), e.other(), e), new Side(e.other(), e.one(), e)))
        .toList();
  }

  /** The pairs that these records are in. */
  public Uni<List<Edge>> of(Statements db, Collection<Id> records) {
    return db.query(
            """
            select e.* from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_edge e on e.bucket = w.bucket and e.record_id = w.id
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(rows -> Records.stream(rows).stream().map(Edge::of).distinct().toList());
  }

  /** Forgets pairs. */
  public Uni<Void> remove(SqlTx tx, Collection<Edge> edges) {
    List<Side> sides = sides(edges);
    return sides.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.query(
                """
                delete from index_edge e
                using unnest($1::int[], $2::uuid[], $3::uuid[]) as w (bucket, record_id, other_id)
                where e.bucket = w.bucket and e.record_id = w.record_id
                  and e.other_id = w.other_id
                """,
                buckets(sides),
                sides.stream().map(s -> s.at().uuid()).toArray(UUID[]::new),
                sides.stream().map(s -> s.other().uuid()).toArray(UUID[]::new))
            .chain(() -> AnsweredRows.forget(tx, sides.stream().map(Side::at).toList()));
  }

  /** Remembers pairs. */
  public Uni<Void> add(SqlTx tx, Collection<Edge> edges) {
    List<Side> sides = sides(edges);
    return sides.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.query(
                """
                insert into index_edge (bucket, record_id, other_id, by_document, score, weights,
                                        engine)
                select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::bool[], $5::int[],
                                     $6::text[], $7::text[])
                on conflict (bucket, record_id, other_id) do update
                  set by_document = excluded.by_document, score = excluded.score,
                      weights = excluded.weights, engine = excluded.engine
                """,
                buckets(sides),
                sides.stream().map(s -> s.at().uuid()).toArray(UUID[]::new),
                sides.stream().map(s -> s.other().uuid()).toArray(UUID[]::new),
                sides.stream().map(s -> s.edge().byDocument()).toArray(Boolean[]::new),
                sides.stream().map(s -> s.edge().score()).toArray(Integer[]::new),
                sides.stream().map(s -> s.edge().weights()).toArray(String[]::new),
                sides.stream().map(s -> s.edge().engine().orElse(null)).toArray(String[]::new))
            .replaceWithVoid();
  }

  private static Integer[] buckets(List<Side> sides) {
    return sides.stream().map(s -> s.at().bucket()).toArray(Integer[]::new);
  }
}
