package org.yima.platform.seal;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.yima.platform.Database;
import org.yima.platform.Job;
import org.yima.platform.SealedTable;
import org.yima.platform.Sha256;
import org.yima.platform.SqlTx;

/**
 * Appends committed rows to the hash chain of their table and bucket: {@code chainHash = SHA-256(
 * previous chainHash || SHA-256(canonical row))}. The order in a chain is the order of sealing,
 * fixed under the lock on the chain's head.
 *
 * <p>Rows of one second lie in as many chains as there were residents, so many chains are sealed by
 * one transaction: each with its own would be as many commits again as what is sealed.
 */
@ApplicationScoped
class Sealer implements Job {
  private static final int CHAINS = 200;

  /** How many of a chain. */
  private static final int ROWS = 500;

  /** How many chains of a transaction, so that the largest still fits into memory. */
  private static final int TOGETHER = 50;

  static final byte[] GENESIS = new byte[32];

  private static final String LOCK_HEADS =
      """
      insert into seal_head (bucket, chain, position, hash)
      select w.bucket, w.chain, 0, $3::bytea from unnest($1::int[], $2::text[]) as w (bucket, chain)
      order by w.bucket, w.chain
      on conflict (bucket, chain) do update set position = seal_head.position
      returning bucket, chain, position, hash
      """;

  private static final String QUEUED =
      """
      select w.bucket, w.chain, q.row_id
      from unnest($1::int[], $2::text[]) as w (bucket, chain)
      cross join lateral (
        select s.row_id from seal_queue s where s.bucket = w.bucket and s.chain = w.chain
        order by s.row_id limit $3 for update) q
      order by w.bucket, w.chain, q.row_id
      """;

  private static final String APPEND =
      """
      insert into seal (bucket, chain, position, row_id, row_hash, chain_hash, sealed_at)
      select s.bucket, s.chain, s.position, s.row_id, s.row_hash, s.chain_hash, now()
      from unnest($1::int[], $2::text[], $3::bigint[], $4::uuid[], $5::bytea[], $6::bytea[])
        as s (bucket, chain, position, row_id, row_hash, chain_hash)
      """;

  private static final String CLEAR =
      """
      delete from seal_queue q
      using unnest($1::int[], $2::text[], $3::uuid[]) as s (bucket, chain, row_id)
      where q.bucket = s.bucket and q.chain = s.chain and q.row_id = s.row_id
      """;

  private static final String MOVE_HEADS =
      """
      update seal_head h set position = s.position, hash = s.hash
      from unnest($1::int[], $2::text[], $3::bigint[], $4::bytea[])
        as s (bucket, chain, position, hash)
      where h.bucket = s.bucket and h.chain = s.chain
      """;

  private final Database database;
  private final Clock clock;
  private final Map<String, SealedTable> tables;

  Sealer(Database database, Clock clock, @All List<SealedTable> tables) {
    this.database = database;
    this.clock = clock;
    this.tables =
        tables.stream().collect(Collectors.toMap(SealedTable::chain, Function.identity()));
  }

  @Override
  public String name() {
    return "sealer";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  private record Chain(int bucket, String name) {
    static Chain of(Row row) {
      return new Chain(row.getInteger("bucket"), row.getString("chain"));
    }
  }

  /** A chain that fails holds up neither the others nor the anchor. */
  @Override
  public Uni<Void> run() {
    return database
        .query("select distinct bucket, chain from seal_queue limit $1", CHAINS)
        .map(rows -> list(rows, Chain::of))
        .chain(this::sealAll)
        .onItemOrFailure()
        .call((appended, failure) -> anchor())
        .replaceWithVoid();
  }

  private Uni<Void> sealAll(List<Chain> chains) {
    return each(
        Multi.createFrom().iterable(chains).group().intoLists().of(TOGETHER), this::sealTogether);
  }

  private static <T> Uni<Void> each(Multi<T> all, Function<T, Uni<Void>> work) {
    return all.onItem()
        .transformToUni(work::apply)
        .collectFailures()
        .concatenate()
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Where together fails, each by itself: only what is wrong stays behind. */
  private Uni<Void> sealTogether(List<Chain> chains) {
    return seal(chains)
        .onFailure(failure -> chains.size() > 1)
        .recoverWithUni(
            () -> each(Multi.createFrom().iterable(chains), chain -> seal(List.of(chain))));
  }

  private Uni<Void> seal(List<Chain> chains) {
    Integer[] buckets = chains.stream().map(Chain::bucket).toArray(Integer[]::new);
    String[] names = chains.stream().map(Chain::name).toArray(String[]::new);
    return database.tx(
        tx ->
            tx.query(LOCK_HEADS, buckets, names, Buffer.buffer(GENESIS))
                .map(Sealer::heads)
                .chain(
                    heads ->
                        tx.query(QUEUED, buckets, names, ROWS)
                            .map(rows -> list(rows, Queued::of))
                            .chain(queued -> append(tx, heads, queued))));
  }

  private record Head(long position, byte[] hash) {}

  private static Map<Chain, Head> heads(Iterable<Row> rows) {
    Map<Chain, Head> heads = new HashMap<>();
    rows.forEach(
        row ->
            heads.put(
                Chain.of(row),
                new Head(row.getLong("position"), row.getBuffer("hash").getBytes())));
    return heads;
  }

  private record Queued(Chain chain, UUID row) {
    static Queued of(Row row) {
      return new Queued(Chain.of(row), row.getUUID("row_id"));
    }
  }

  private static <T> List<T> list(Iterable<Row> rows, Function<Row, T> read) {
    List<T> list = new ArrayList<>();
    rows.forEach(row -> list.add(read.apply(row)));
    return list;
  }

  static byte[] rowHash(Row row) {
    return Sha256.of(row.getString("canonical").getBytes(StandardCharsets.UTF_8));
  }

  private Uni<Void> append(SqlTx tx, Map<Chain, Head> heads, List<Queued> queued) {
    return hashes(tx, queued)
        .map(hashes -> steps(heads, queued, hashes))
        .chain(steps -> steps.isEmpty() ? Uni.createFrom().voidItem() : written(tx, steps));
  }

  /** The hash of each queued row, by chain and row; a table is asked once for all its chains. */
  private Uni<Map<Queued, byte[]>> hashes(SqlTx tx, List<Queued> queued) {
    Map<Queued, byte[]> hashes = new HashMap<>();
    Map<String, List<Queued>> byName =
        queued.stream()
            .collect(
                Collectors.groupingBy(q -> q.chain().name(), TreeMap::new, Collectors.toList()));
    return Multi.createFrom()
        .iterable(byName.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            of ->
                tx.query(
                        canonical(of.getKey()),
                        of.getValue().stream().map(q -> q.chain().bucket()).toArray(Integer[]::new),
                        of.getValue().stream().map(Queued::row).toArray(UUID[]::new))
                    .invoke(rows -> rows.forEach(row -> put(hashes, of.getKey(), row))))
        .collect()
        .last()
        .replaceWith(hashes);
  }

  private static void put(Map<Queued, byte[]> hashes, String name, Row row) {
    hashes.put(
        new Queued(new Chain(row.getInteger("bucket"), name), row.getUUID("id")), rowHash(row));
  }

  private String canonical(String chain) {
    SealedTable table = tables.get(chain);
    if (table == null) {
      throw new IllegalStateException("nobody owns the chain " + chain);
    }
    return table.canonicalRows();
  }

  /** One more of a chain, and where the chain then ends. */
  private record Step(Queued sealed, byte[] rowHash, Head end) {}

  private static List<Step> steps(
      Map<Chain, Head> heads, List<Queued> queued, Map<Queued, byte[]> hashes) {
    List<Step> steps = new ArrayList<>();
    for (Queued one : queued) {
      byte[] rowHash = hashes.get(one);
      if (rowHash != null) {
        Head end =
            heads.computeIfPresent(
                one.chain(),
                (chain, head) -> new Head(head.position() + 1, Sha256.of(head.hash(), rowHash)));
        steps.add(new Step(one, rowHash, end));
      }
    }
    return steps;
  }

  private static Uni<Void> written(SqlTx tx, List<Step> steps) {
    Integer[] buckets = each(steps, s -> s.sealed().chain().bucket(), Integer[]::new);
    String[] names = each(steps, s -> s.sealed().chain().name(), String[]::new);
    UUID[] rows = each(steps, s -> s.sealed().row(), UUID[]::new);
    Map<Chain, Head> ends = new LinkedHashMap<>();
    steps.forEach(step -> ends.put(step.sealed().chain(), step.end()));
    List<Map.Entry<Chain, Head>> heads = List.copyOf(ends.entrySet());
    return tx.write(
            APPEND,
            buckets,
            names,
            each(steps, s -> s.end().position(), Long[]::new),
            rows,
            each(steps, s -> Buffer.buffer(s.rowHash()), Buffer[]::new),
            each(steps, s -> Buffer.buffer(s.end().hash()), Buffer[]::new))
        .chain(appended -> tx.write(CLEAR, buckets, names, rows))
        .chain(
            cleared ->
                tx.write(
                    MOVE_HEADS,
                    each(heads, h -> h.getKey().bucket(), Integer[]::new),
                    each(heads, h -> h.getKey().name(), String[]::new),
                    each(heads, h -> h.getValue().position(), Long[]::new),
                    each(heads, h -> Buffer.buffer(h.getValue().hash()), Buffer[]::new)))
        .replaceWithVoid();
  }

  private static <S, T> T[] each(List<S> all, Function<S, T> read, IntFunction<T[]> array) {
    return all.stream().map(read).toArray(array);
  }

  /** The first run of a day anchors the chains as they stand. */
  private Uni<Void> anchor() {
    LocalDate today = LocalDate.now(clock);
    return database
        .query("select 1 from seal_anchor where day = $1", today)
        .chain(
            rows ->
                rows.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : database.query(Anchors.DROP, today).replaceWithVoid());
  }
}
