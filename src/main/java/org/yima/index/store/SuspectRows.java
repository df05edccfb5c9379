package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * Values that seem to stand for nothing, by their keyed hashes, and how far the blocks have been
 * gone by to find them.
 */
@ApplicationScoped
public class SuspectRows {
  /** Of a block that has more no others are looked at. */
  private static final int LOOKED_AT = 128;

  private static final int WALK = 0;

  private final Clock clock;

  SuspectRows(Clock clock) {
    this.clock = clock;
  }

  /** A block in the order of all. */
  public record Place(int bucket, Hash key) {
    /** Behind all blocks. */
    private static final Place END = new Place(Bucket.COUNT, Hash.of(new byte[0]));

    private static Place of(Row row, String bucket, String key) {
      return new Place(row.getInteger(bucket), Hash.of(row.getBuffer(key).getBytes()));
    }
  }

  /**
   * A walk by all blocks.
   *
   * @param last the block up to which it has come
   */
  public record Walk(OffsetDateTime begunAt, Place last, boolean done) {}

  /**
   * A block in which more records stand than names may.
   *
   * @param members how many
   * @param records some of them
   */
  public record Crowd(String name, Hash key, int members, List<Id> records) {}

  /**
   * A suspect.
   *
   * @param name of the key of which it is a value: document, phone, insurance, birth
   * @param key the value's keyed hash; that of its block where there is one
   * @param records that have it
   * @param names how many those have that were looked at; empty where that says nothing
   * @param some of the records
   */
  public record Suspect(
      String name, Hash key, int records, Optional<Integer> names, List<Id> some) {
    public Suspect {
      some = List.copyOf(some);
    }
  }

  /** The walk that was begun last. */
  public Uni<Optional<Walk>> walk(Statements db) {
    return db.query("select * from index_suspect_walk where bucket = $1", WALK)
        .map(rows -> Records.stream(rows).stream().findFirst().map(SuspectRows::walk));
  }

  private static Walk walk(Row row) {
    return new Walk(
        row.getOffsetDateTime("begun_at"),
        Place.of(row, "last_bucket", "last_key"),
        row.getBoolean("done"));
  }

  /** Begins a walk in the place of the last one. */
  public Uni<Void> begin(SqlTx tx) {
    return tx.write(
            """
            insert into index_suspect_walk (bucket, begun_at) values ($1, $2)
            on conflict (bucket) do update
              set begun_at = excluded.begun_at, last_bucket = excluded.last_bucket,
                  last_key = excluded.last_key, done = excluded.done
            """,
            WALK,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** The block that follows so many others behind a place; nothing where no more are left. */
  public Uni<Optional<Place>> end(Statements db, Place from, int blocks) {
    return db.query(
            """
            select bucket, key from index_block
            where (bucket, key) > ($1, $2) order by bucket, key offset $3 limit 1
            """,
            from.bucket(),
            from.key().buffer(),
            blocks)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .findFirst()
                    .map(row -> Place.of(row, "bucket", "key")));
  }

  /**
   * The blocks between two places that have more records than a value of theirs may have names.
   *
   * @param most by the blocks' name
   * @param upTo this one too; nothing: to the end
   */
  public Uni<List<Crowd>> crowds(
      Statements db, Map<String, Integer> most, Place from, Optional<Place> upTo) {
    Place to = upTo.orElse(Place.END);
    List<String> names = List.copyOf(most.keySet());
    return db.query(
            """
            select k.key, k.kind, k.members, array(
                select m from (
                  select unnest(k.records) union all
                  (select b.record_id from index_block_record b
                   where b.bucket = k.bucket and b.key = k.key order by b.record_id limit $7)
                ) as r (m) limit $7) as records
            from index_block k
            join unnest($1::text[], $2::int[]) as w (kind, most)
              on w.kind = k.kind and k.members > w.most
            where (k.bucket, k.key) > ($3, $4) and (k.bucket, k.key) <= ($5, $6)
              and k.bucket between $3 and $5
            order by k.bucket, k.key
            """,
            names.toArray(String[]::new),
            names.stream().map(most::get).toArray(Integer[]::new),
            from.bucket(),
            from.key().buffer(),
            to.bucket(),
            to.key().buffer(),
            LOOKED_AT)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Crowd(
                                row.getString("kind"),
                                BlockRows.key(row),
                                row.getInteger("members"),
                                ids(row, "records")))
                    .toList());
  }

  private static List<Id> ids(Row row, String column) {
    return Stream.of(row.getArrayOfUUIDs(column))
        .distinct()
        .map(id -> new Id(IdType.RECORD, id))
        .toList();
  }

  /** Keeps suspects that were seen now; answers those that were none before. */
  public Uni<List<Suspect>> keep(SqlTx tx, List<Suspect> seen) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return among(tx::query, seen.stream().map(Suspect::key).toList())
        .call(
            () ->
                tx.batch(
                    """
                    insert into index_suspect
                      (bucket, key, kind, records, names, record_ids, found_at, seen_at)
                    values ($1, $2, $3, $4, $5, $6, $7, $7)
                    on conflict (bucket, key) do update
                      set records = excluded.records, names = excluded.names,
                          record_ids = excluded.record_ids, seen_at = excluded.seen_at
                    """,
                    seen.stream().map(suspect -> columns(suspect, now)).toList()))
        .map(known -> seen.stream().filter(s -> !known.containsKey(s.key())).toList());
  }

  private static Object[] columns(Suspect suspect, OffsetDateTime now) {
    return new Object[] {
      suspect.key().bucket(),
      suspect.key().buffer(),
      suspect.name(),
      suspect.records(),
      suspect.names().orElse(null),
      suspect.some().stream().map(Id::uuid).toArray(UUID[]::new),
      now
    };
  }

  /** Notes how far the walk is. */
  public Uni<Void> advance(SqlTx tx, Place last) {
    return tx.write(
            "update index_suspect_walk set last_bucket = $2, last_key = $3 where bucket = $1",
            WALK,
            last.bucket(),
            last.key().buffer())
        .replaceWithVoid();
  }

  /** Ends a walk: what was not seen on it is suspected no more. */
  public Uni<Void> finish(SqlTx tx, Walk walk) {
    return tx.write("delete from index_suspect where seen_at < $1", walk.begunAt())
        .chain(() -> tx.write("update index_suspect_walk set done = true where bucket = $1", WALK))
        .replaceWithVoid();
  }

  /** Suspects by name and key, after one of them. */
  public Uni<List<Suspect>> list(
      Statements db, Optional<String> name, Optional<Hash> after, int limit) {
    return db.query(
            """
            select * from index_suspect
            where ($1::text is null or kind = $1) and ($2::bytea is null or key > $2)
            order by key limit $3
            """,
            name.orElse(null),
            after.map(Hash::buffer).orElse(null),
            limit)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Suspect(
                                row.getString("kind"),
                                BlockRows.key(row),
                                row.getInteger("records"),
                                Optional.ofNullable(row.getInteger("names")),
                                ids(row, "record_ids")))
                    .toList());
  }

  /** How many there are of each name. */
  public Uni<Map<String, Long>> count(Statements db) {
    return db.query("select kind, count(*) as n from index_suspect group by kind")
        .map(
            rows -> {
              Map<String, Long> counts = new TreeMap<>();
              rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("n")));
              return counts;
            });
  }

  /** Those of these that are suspects, each with its names. */
  public Uni<Map<Hash, Optional<Integer>>> among(Statements db, Collection<Hash> keys) {
    Set<Hash> all = new HashSet<>(keys);
    return db.query(
            """
            select s.key, s.names from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_suspect s on s.bucket = w.bucket and s.key = w.key
            """,
            BlockRows.buckets(all),
            BlockRows.buffers(all))
        .map(
            rows -> {
              Map<Hash, Optional<Integer>> known = new HashMap<>();
              rows.forEach(
                  row ->
                      known.put(BlockRows.key(row), Optional.ofNullable(row.getInteger("names"))));
              return known;
            });
  }
}
