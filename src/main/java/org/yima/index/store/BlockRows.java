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
      update index_block k
      set records = array(
        select m from unnest(k.records) with ordinality as r (m, place)
        where m <> all (($3::uuid[])[w.first : w.last]) order by r.place)
      from unnest($1::int[], $2::bytea[], $4::int[], $5::int[]) as w (bucket, key, first, last)
      where k.bucket = w.bucket and k.key = w.key
      """;

  private static final String LEAVE_FULL =
      """
      delete from index_block_record b
      using unnest($1::int[], $2::bytea[], $3::uuid[]) as w (bucket, key, record_id)
      where b.bucket = w.bucket and b.key = w.key and b.record_id = w.record_id
      """;

  private static final String ENTER_FULL =
      """
      insert into index_block_record (bucket, key, record_id)
      select * from unnest($1::int[], $2::bytea[], $3::uuid[])
      on conflict (bucket, key, record_id) do nothing
      """;

  private final ReevaluationRows reevaluations;

  BlockRows(ReevaluationRows reevaluations) {
    this.reevaluations = reevaluations;
  }

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
            select k.key, k.is_full, case when k.is_full then '{}' else k.records || array(
                select b.record_id from index_block_record b
                where b.bucket = k.bucket and b.key = k.key) end as records
            from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_block k on k.bucket = w.bucket and k.key = w.key
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
      } else if (row.getArrayOfUUIDs("records").length > 0) {
        records.put(key, ids(row.getArrayOfUUIDs("records")));
      }
    }
    return new Members(records, full);
  }

  private static List<Id> ids(UUID[] records) {
    return Stream.of(records).map(id -> new Id(IdType.RECORD, id)).toList();
  }

  /**
   * Lets records stand in the blocks that they want and in no others. Whoever else wants one of
   * these, or leaves it, waits until the transaction ends; nobody waits for a block that takes in
   * no more.
   */
  public Uni<Void> change(SqlTx tx, List<Change> changes) {
    if (changes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<Hash, Block> wanted = new LinkedHashMap<>();
    changes.forEach(c -> c.wanted().forEach(block -> wanted.putIfAbsent(block.key(), block)));
    List<Hash> limited =
        wanted.values().stream()
            .filter(block -> block.most() < Integer.MAX_VALUE)
            .map(Block::key)
            .toList();
    return closed(tx, limited).chain(closed -> change(tx, new Stays(changes, wanted, closed)));
  }

  /** Which of these take in no more. */
  private static Uni<Set<Hash>> closed(SqlTx tx, Collection<Hash> keys) {
    return tx.query(
            """
            select k.key from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_block k on k.bucket = w.bucket and k.key = w.key
            where k.is_full and k.incomplete and k.members > $3
            """,
            buckets(keys),
            buffers(keys),
            Block.KEPT)
        .map(BlockRows::keys);
  }

  /** Which of these are full at present. */
  public Uni<Set<Hash>> full(Statements db, Collection<Block> blocks) {
    List<Hash> keys = blocks.stream().map(Block::key).distinct().toList();
    return db.query(
            """
            select k.key from unnest($1::int[], $2::bytea[]) as w (bucket, key)
            join index_block k on k.bucket = w.bucket and k.key = w.key and k.is_full
            """,
            buckets(keys),
            buffers(keys))
        .map(BlockRows::keys);
  }

  private static Set<Hash> keys(RowSet<Row> rows) {
    Set<Hash> keys = new HashSet<>();
    rows.forEach(row -> keys.add(key(row)));
    return keys;
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
        .call(() -> leave(tx, stays.leaving))
        .call(counted -> rows(tx, ENTER_FULL, stays.entering(counted.wereFull())))
        .call(() -> remember(tx, stays.now))
        .chain(counted -> mark(tx, counted));
  }

  /**
   * What a block is from now on.
   *
   * @param incomplete whether a full one has turned somebody away. It is said of one that is not
   *     full, too: a server of the release before, which keeps nobody, fills it without a word
   */
  private record Mark(boolean full, boolean incomplete) {}

  private static final Mark OPEN = new Mark(false, true);

  /**
   * What has become of blocks by being counted.
   *
   * @param wereFull those that were full before: whoever enters them does not stand in their rows
   * @param marks of those that are not what they were
   * @param concerning blocks whose records are to be decided on anew
   * @param missed whether one was freed of which nobody knows who else has wanted it
   */
  private record Counted(
      Set<Hash> wereFull, Map<Hash, Mark> marks, Set<Hash> concerning, boolean missed) {}

  /** What a batch of changes comes to. */
  private static final class Stays {
    /** By how much each block grows; none for those that are only held still. */
    private final Map<Hash, Integer> growth = new TreeMap<>();

    private final Map<Hash, Block> wanted;
    private final Map<Hash, List<Id>> leaving = new TreeMap<>();
    private final Map<Hash, List<Id>> entering = new TreeMap<>();
    private final Map<Id, List<Hash>> now = new LinkedHashMap<>();

    Stays(List<Change> changes, Map<Hash, Block> wanted, Set<Hash> closed) {
      this.wanted = wanted;
      for (Change change : changes) {
        List<Hash> stays =
            change.wanted().stream()
                .map(Block::key)
                .filter(key -> !closed.contains(key) || change.held().contains(key))
                .distinct()
                .toList();
        now.put(change.recordId(), stays);
        stays.forEach(key -> grow(key, change.held().contains(key) ? 0 : 1));
        stays.stream()
            .filter(key -> !change.held().contains(key))
            .forEach(key -> add(entering, key, change.recordId()));
        change.held().stream()
            .filter(key -> !stays.contains(key))
            .forEach(
                key -> {
                  grow(key, -1);
                  add(leaving, key, change.recordId());
                });
      }
    }

    private void grow(Hash key, int by) {
      growth.merge(key, by, Integer::sum);
    }

    private static void add(Map<Hash, List<Id>> to, Hash key, Id record) {
      to.computeIfAbsent(key, k -> new ArrayList<>()).add(record);
    }

    /** Those that enter some of the blocks. */
    private Map<Hash, List<Id>> entering(Set<Hash> some) {
      Map<Hash, List<Id>> these = new TreeMap<>(entering);
      these.keySet().retainAll(some);
      return these;
    }
  }

  /** Records by their blocks, as columns of a statement. */
  private static final class Runs {
    private final Integer[] firsts;
    private final Integer[] lasts;
    private final UUID[] records;

    /** An array's places count from 1; a block of which there is no record has an empty run. */
    Runs(Collection<Hash> keys, Map<Hash, List<Id>> of) {
      firsts = new Integer[keys.size()];
      lasts = new Integer[keys.size()];
      List<UUID> all = new ArrayList<>();
      int at = 0;
      for (Hash key : keys) {
        firsts[at] = all.size() + 1;
        of.getOrDefault(key, List.of()).forEach(id -> all.add(id.uuid()));
        lasts[at++] = all.size();
      }
      records = all.toArray(UUID[]::new);
    }
  }

  /** Locks, counts and lets records enter in one statement. */
  private static Uni<Counted> count(SqlTx tx, Stays stays) {
    List<Hash> keys = List.copyOf(stays.growth.keySet());
    Runs entering = new Runs(keys, stays.entering);
    return tx.query(
            """
            insert into index_block as k (bucket, key, kind, members, records)
            select w.bucket, w.key, w.kind, w.members, ($7::uuid[])[w.first : w.last]
            from unnest($1::int[], $2::bytea[], $3::text[], $4::int[], $5::int[], $6::int[])
              as w (bucket, key, kind, members, first, last)
            on conflict (bucket, key) do update
              set members = greatest(k.members + excluded.members, 0),
                  kind = coalesce(k.kind, excluded.kind),
                  records = case when k.is_full then k.records else k.records || excluded.records end
            returning k.key, k.kind, k.members, k.is_full, k.incomplete
            """,
            buckets(keys),
            buffers(keys),
            keys.stream().map(k -> name(stays.wanted.get(k))).toArray(String[]::new),
            keys.stream().map(stays.growth::get).toArray(Integer[]::new),
            entering.firsts,
            entering.lasts,
            entering.records)
        .map(rows -> counted(stays, rows));
  }

  private static Counted counted(Stays stays, RowSet<Row> rows) {
    Set<Hash> wereFull = new HashSet<>();
    Map<Hash, Mark> marks = new TreeMap<>();
    Set<Hash> concerning = new HashSet<>();
    boolean missed = false;
    for (Row row : rows) {
      Hash key = key(row);
      Optional<Block> block = Optional.ofNullable(stays.wanted.get(key));
      int members = row.getInteger("members");
      Mark was = new Mark(row.getBoolean("is_full"), row.getBoolean("incomplete"));
      boolean freed =
          was.full() && stays.growth.get(key) < 0 && Caps.isFreed(row.getString("kind"), members);
      boolean fills = !was.full() && block.filter(b -> b.isFull(members)).isPresent();
      boolean closes = block.filter(b -> members > b.most()).isPresent();
      Mark is = freed ? OPEN : was;
      if (!freed && (was.full() || fills)) {
        is = new Mark(true, (was.full() && was.incomplete()) || closes);
      }
      if (was.full()) {
        wereFull.add(key);
      }
      if (!is.equals(was)) {
        marks.put(key, is);
      }
      missed |= freed && was.incomplete();
      if ((freed && !was.incomplete())
          || (fills && block.map(Block::name).filter(Block.OF_WARDS::contains).isPresent())) {
        concerning.add(key);
      }
    }
    return new Counted(wereFull, marks, concerning, missed);
  }

  /** They may stand in their blocks' rows or, of full ones, beside them. */
  private static Uni<Void> leave(SqlTx tx, Map<Hash, List<Id>> leaving) {
    if (leaving.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Hash> keys = List.copyOf(leaving.keySet());
    Runs runs = new Runs(keys, leaving);
    return tx.query(LEAVE, buckets(keys), buffers(keys), runs.records, runs.firsts, runs.lasts)
        .chain(() -> rows(tx, LEAVE_FULL, leaving));
  }

  private static String name(Block block) {
    return block == null ? null : block.name();
  }

  /**
   * Notes what the blocks are by now, and who is to be decided on anew because of it: those of a
   * block that is freed, for some have never been compared with each other, and what they give says
   * something again; and those of a ward, for what its phone linked before it turned out to be a
   * ward's was linked wrongly. All that give a value stand in its block, so nobody else is
   * concerned: of one that fills, as many as it may have and who fills it, of one that is freed
   * half of that.
   */
  private Uni<Void> mark(SqlTx tx, Counted counted) {
    return mark(tx, counted.marks())
        .chain(() -> standing(tx, counted.concerning()))
        .chain(standing -> reevaluations.decideAgain(tx, standing))
        .chain(() -> counted.missed() ? reevaluations.beginAgain(tx) : Uni.createFrom().voidItem());
  }

  private static Uni<Void> mark(SqlTx tx, Map<Hash, Mark> marks) {
    return marks.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.query(
                """
                update index_block k set is_full = w.is_full, incomplete = w.incomplete
                from unnest($1::int[], $2::bytea[], $3::bool[], $4::bool[])
                  as w (bucket, key, is_full, incomplete)
                where k.bucket = w.bucket and k.key = w.key
                """,
                buckets(marks.keySet()),
                buffers(marks.keySet()),
                marks.values().stream().map(Mark::full).toArray(Boolean[]::new),
                marks.values().stream().map(Mark::incomplete).toArray(Boolean[]::new))
            .replaceWithVoid();
  }

  /** Who stands in these blocks, full or not. */
  private static Uni<List<Id>> standing(SqlTx tx, Set<Hash> keys) {
    return keys.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.query(
                """
                with wanted as (select * from unnest($1::int[], $2::bytea[]) as w (bucket, key))
                select unnest(k.records) as record_id from wanted
                join index_block k on k.bucket = wanted.bucket and k.key = wanted.key
                union
                select b.record_id from wanted
                join index_block_record b on b.bucket = wanted.bucket and b.key = wanted.key
                """,
                buckets(keys),
                buffers(keys))
            .map(Records::recordIds);
  }

  /**
   * A block that is full, and a few of those that stand in it.
   *
   * @param members how many stand in it, of an incomplete one as many as it takes in
   */
  public record Full(String name, Hash key, int members, List<Id> some) {}

  /** Full blocks by name and key, after one of them; none of a name that nothing is found by. */
  public Uni<List<Full>> full(
      Statements db, Optional<String> name, Optional<Hash> after, int limit) {
    return db.query(
            """
            select k.kind, k.key, k.members, array(
                select m from (
                  select unnest(k.records) union all
                  (select b.record_id from index_block_record b
                   where b.bucket = k.bucket and b.key = k.key order by b.record_id limit 5)
                ) as r (m) order by m limit 5) as some
            from index_block k
            where k.is_full and ($1::text is null or k.kind = $1)
              and ($2::bytea is null or k.key > $2) and k.kind = any($4::text[])
            order by k.key limit $3
            """,
            name.orElse(null),
            after.map(Hash::buffer).orElse(null),
            limit,
            names())
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Full(
                                row.getString("kind"),
                                key(row),
                                row.getInteger("members"),
                                ids(row.getArrayOfUUIDs("some"))))
                    .toList());
  }

  private static String[] names() {
    return Caps.names().toArray(String[]::new);
  }

  /** How many blocks of each name are full. */
  public Uni<Map<String, Long>> countFull(Statements db) {
    return db.query(
            """
            select kind, count(*) as n from index_block
            where is_full and kind = any($1::text[]) group by kind order by kind
            """,
            (Object) names())
        .map(
            rows -> {
              Map<String, Long> counts = new TreeMap<>();
              rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("n")));
              return counts;
            });
  }

  private static Uni<Void> rows(SqlTx tx, String sql, Map<Hash, List<Id>> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Hash> keys = new ArrayList<>();
    List<UUID> records = new ArrayList<>();
    rows.forEach(
        (key, ids) ->
            ids.forEach(
                id -> {
                  keys.add(key);
                  records.add(id.uuid());
                }));
    return tx.query(sql, buckets(keys), buffers(keys), records.toArray(UUID[]::new))
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

  static Hash key(Row row) {
    return Hash.of(row.getBuffer("key").getBytes());
  }

  static Integer[] buckets(Collection<Hash> keys) {
    return keys.stream().map(Hash::bucket).toArray(Integer[]::new);
  }

  static Buffer[] buffers(Collection<Hash> keys) {
    return keys.stream().map(Hash::buffer).toArray(Buffer[]::new);
  }
}
