package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * Which records stand in which blocks. A block's row is what two writers that have something in
 * common wait for each other on; it also counts its records, so that a full one is known without
 * being read. Rows are locked in the order of their keys, whoever locks.
 */
@ApplicationScoped
public class BlockRows {
  private static final String LEAVE =
      """
      delete from index_block_record b
      using unnest($1::int[], $2::bytea[], $3::uuid[]) as w (bucket, key, record_id)
      where b.bucket = w.bucket and b.key = w.key and b.record_id = w.record_id
      """;

  private static final String ENTER =
      """
      insert into index_block_record (bucket, key, record_id)
      select * from unnest($1::int[], $2::bytea[], $3::uuid[])
      on conflict (bucket, key, record_id) do nothing
      """;

  /**
   * A record that goes from some blocks to others.
   *
   * @param held the blocks that it stands in, as its row remembers them
   */
  public record Change(Id recordId, Set<Hash> held, List<Block> wanted) {
    public Change {
      held = Set.copyOf(held);
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * Who stands in some blocks.
   *
   * @param records by block; a full one has none
   * @param full those of the blocks that are full
   */
  public record Members(Map<Hash, List<Id>> records, Set<Hash> full) {}

  /** Who stands in these blocks at present. */
  public Uni<Members> members(Statements db, Collection<Block> blocks) {
    List<Hash> keys = blocks.stream().map(Block::key).distinct().toList();
    return db.query(
            """
            select k.key, k.is_full, b.record_id
            from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_block k on k.bucket = w.bucket and k.key = w.key
            left join index_block_record b
              on b.bucket = k.bucket and b.key = k.key and not k.is_full
            """,
            buckets(keys),
            buffers(keys))
        .map(BlockRows::members);
  }

  private static Members members(RowSet<Row> rows) {
    Map<Hash, List<Id>> records = new HashMap<>();
    Set<Hash> full = new HashSet<>();
    for (Row row : rows) {
      Hash key = key(row);
      if (row.getBoolean("is_full")) {
        full.add(key);
      } else if (row.getUUID("record_id") != null) {
        records
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(new Id(IdType.RECORD, row.getUUID("record_id")));
      }
    }
    return new Members(records, full);
  }

  /**
   * Lets records stand in the blocks that they want and in no others. Whoever else wants one of
   * these, or leaves it, waits until the transaction ends; nobody waits for a block that is full.
   */
  public Uni<Void> change(SqlTx tx, List<Change> changes) {
    if (changes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<Hash, Block> wanted = new LinkedHashMap<>();
    changes.forEach(c -> c.wanted().forEach(block -> wanted.putIfAbsent(block.key(), block)));
    return full(tx, wanted.values()).chain(full -> change(tx, new Stays(changes, wanted, full)));
  }

  private static Uni<Set<Hash>> full(SqlTx tx, Collection<Block> blocks) {
    List<Hash> keys = blocks.stream().filter(Block::closes).map(Block::key).toList();
    return tx.query(
            """
            select k.key from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_block k on k.bucket = w.bucket and k.key = w.key and k.is_full
            """,
            buckets(keys),
            buffers(keys))
        .map(
            rows -> {
              Set<Hash> full = new HashSet<>();
              rows.forEach(row -> full.add(key(row)));
              return full;
            });
  }

  /** The blocks that these records stand in; those that were never put into any are missing. */
  public Uni<Map<Id, Set<Hash>>> held(Statements db, Collection<Id> records) {
    return db.query(
            """
            select r.id, r.blocks from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_record r on r.bucket = w.bucket and r.id = w.id
            where r.blocks is not null
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows -> {
              Map<Id, Set<Hash>> held = new HashMap<>();
              rows.forEach(row -> held.put(new Id(IdType.RECORD, row.getUUID("id")), keys(row)));
              return held;
            });
  }

  /** The keys that a row of a record remembers. */
  static Set<Hash> keys(Row row) {
    return Stream.of(row.get(Buffer[].class, "blocks"))
        .map(buffer -> Hash.of(buffer.getBytes()))
        .collect(Collectors.toSet());
  }

  private Uni<Void> change(SqlTx tx, Stays stays) {
    return count(tx, stays)
        .chain(() -> rows(tx, LEAVE, stays.leaving))
        .chain(() -> rows(tx, ENTER, stays.entering))
        .chain(() -> remember(tx, stays.now));
  }

  /** What a batch of changes comes to. */
  private static final class Stays {
    /** By how much each block grows; none for those that are only held still. */
    private final Map<Hash, Integer> growth = new TreeMap<>();

    private final Map<Hash, Block> wanted;
    private final List<Map.Entry<Hash, Id>> leaving = new ArrayList<>();
    private final List<Map.Entry<Hash, Id>> entering = new ArrayList<>();
    private final Map<Id, List<Hash>> now = new LinkedHashMap<>();

    Stays(List<Change> changes, Map<Hash, Block> wanted, Set<Hash> full) {
      this.wanted = wanted;
      for (Change change : changes) {
        List<Hash> stays =
            change.wanted().stream()
                .map(Block::key)
                .filter(key -> !full.contains(key) || change.held().contains(key))
                .distinct()
                .toList();
        now.put(change.recordId(), stays);
        stays.forEach(key -> grow(key, change.held().contains(key) ? 0 : 1));
        stays.stream()
            .filter(key -> !change.held().contains(key))
            .forEach(key -> entering.add(Map.entry(key, change.recordId())));
        change.held().stream()
            .filter(key -> !stays.contains(key))
            .forEach(
                key -> {
                  grow(key, -1);
                  leaving.add(Map.entry(key, change.recordId()));
                });
      }
    }

    private void grow(Hash key, int by) {
      growth.merge(key, by, Integer::sum);
    }
  }

  /** Locks and counts in one statement, and notes the blocks that have become full by it. */
  private static Uni<Void> count(SqlTx tx, Stays stays) {
    List<Hash> keys = List.copyOf(stays.growth.keySet());
    return tx.query(
            """
            insert into index_block as k (bucket, key, kind, members)
            select w.bucket, w.key, w.kind, w.members
            from unnest($1::int[], $2::bytea[], $3::text[], $4::int[])
              as w (bucket, key, kind, members)
            on conflict (bucket, key) do update
              set members = greatest(k.members + excluded.members, 0),
                  kind = coalesce(k.kind, excluded.kind)
            returning k.key, k.members, k.is_full
            """,
            buckets(keys),
            buffers(keys),
            keys.stream().map(k -> name(stays.wanted.get(k))).toArray(String[]::new),
            keys.stream().map(stays.growth::get).toArray(Integer[]::new))
        .chain(rows -> close(tx, stays.wanted, rows));
  }

  private static String name(Block block) {
    return block == null ? null : block.name();
  }

  private static Uni<Void> close(SqlTx tx, Map<Hash, Block> wanted, RowSet<Row> counted) {
    List<Hash> full = new ArrayList<>();
    for (Row row : counted) {
      Block block = wanted.get(key(row));
      boolean over = block != null && block.cap() > 0 && row.getInteger("members") > block.cap();
      if (over && !row.getBoolean("is_full")) {
        full.add(block.key());
      }
    }
    if (full.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.query(
            """
            update index_block k set is_full = true
            from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            where k.bucket = w.bucket and k.key = w.key
            """,
            buckets(full),
            buffers(full))
        .replaceWithVoid();
  }

  /**
   * A block that is full, and a few of those that stand in it.
   *
   * @param members how many there were when it became full, or are, where records still enter
   */
  public record Full(String name, Hash key, int members, List<Id> some) {}

  /** Full blocks by name and key, after one of them. */
  public Uni<List<Full>> full(
      Statements db, Optional<String> name, Optional<Hash> after, int limit) {
    return db.query(
            """
            select k.kind, k.key, k.members, array(
                select b.record_id from index_block_record b
                where b.bucket = k.bucket and b.key = k.key order by b.record_id limit 5) as some
            from index_block k
            where k.is_full and ($1::text is null or k.kind = $1)
              and ($2::bytea is null or k.key > $2)
            order by k.key limit $3
            """,
            name.orElse(null),
            after.map(Hash::buffer).orElse(null),
            limit)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Full(
                                row.getString("kind"),
                                key(row),
                                row.getInteger("members"),
                                Stream.of(row.getArrayOfUUIDs("some"))
                                    .map(id -> new Id(IdType.RECORD, id))
                                    .toList()))
                    .toList());
  }

  /** How many blocks of each name are full. */
  public Uni<Map<String, Long>> countFull(Statements db) {
    return db.query(
            "select kind, count(*) as n from index_block where is_full group by kind order by kind")
        .map(
            rows -> {
              Map<String, Long> counts = new TreeMap<>();
              rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("n")));
              return counts;
            });
  }

  private static Uni<Void> rows(SqlTx tx, String sql, List<Map.Entry<Hash, Id>> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Hash> keys = rows.stream().map(Map.Entry::getKey).toList();
    return tx.query(
            sql,
            buckets(keys),
            buffers(keys),
            rows.stream().map(row -> row.getValue().uuid()).toArray(UUID[]::new))
        .replaceWithVoid();
  }

  /** Where a record stands is in its own row, so that it leaves exactly what it had entered. */
  private static Uni<Void> remember(SqlTx tx, Map<Id, List<Hash>> now) {
    return tx.batch(
        "update index_record set blocks = $3 where bucket = $1 and id = $2",
        now.entrySet().stream()
            .map(e -> new Object[] {e.getKey().bucket(), e.getKey().uuid(), buffers(e.getValue())})
            .toList());
  }

  /** Makes whoever else wants one of these keys wait. */
  Uni<Void> lock(SqlTx tx, Stream<byte[]> wanted) {
    List<Hash> keys = wanted.map(Hash::of).distinct().sorted().toList();
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.query(
            """
            insert into index_block (bucket, key)
            select * from unnest($1::int[], $2::bytea[])
            on conflict (bucket, key) do update set key = excluded.key
            """,
            buckets(keys),
            buffers(keys))
        .replaceWithVoid();
  }

  private static Hash key(Row row) {
    return Hash.of(row.getBuffer("key").getBytes());
  }

  private static Integer[] buckets(Collection<Hash> keys) {
    return keys.stream().map(Hash::bucket).toArray(Integer[]::new);
  }

  private static Buffer[] buffers(Collection<Hash> keys) {
    return keys.stream().map(Hash::buffer).toArray(Buffer[]::new);
  }
}
