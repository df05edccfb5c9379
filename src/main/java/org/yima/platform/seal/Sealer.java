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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
 */
@ApplicationScoped
class Sealer implements Job {
  private static final int CHAINS = 200;
  private static final int ROWS = 500;
  static final byte[] GENESIS = new byte[32];

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

  /** A chain that fails holds up neither the others nor the anchor. */
  @Override
  public Uni<Void> run() {
    return database
        .query("select distinct bucket, chain from seal_queue limit $1", CHAINS)
        .chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUni(row -> seal(row.getInteger("bucket"), row.getString("chain")))
                    .collectFailures()
                    .concatenate()
                    .collect()
                    .last())
        .onItemOrFailure()
        .call((appended, failure) -> anchor())
        .replaceWithVoid();
  }

  private Uni<Void> seal(int bucket, String chain) {
    return database.tx(
        tx ->
            lockHead(tx, bucket, chain)
                .chain(
                    head ->
                        queued(tx, bucket, chain)
                            .chain(
                                ids -> tx.query(canonical(chain), bucket, ids.toArray(UUID[]::new)))
                            .chain(rows -> append(tx, bucket, chain, head, rows))));
  }

  private String canonical(String chain) {
    SealedTable table = tables.get(chain);
    if (table == null) {
      throw new IllegalStateException("nobody owns the chain " + chain);
    }
    return table.canonicalRows();
  }

  static byte[] rowHash(Row row) {
    return Sha256.of(row.getString("canonical").getBytes(StandardCharsets.UTF_8));
  }

  private record Head(long position, byte[] hash) {}

  private static Uni<Head> lockHead(SqlTx tx, int bucket, String chain) {
    return tx.query(
            """
            insert into seal_head (bucket, chain, position, hash) values ($1, $2, 0, $3)
            on conflict (bucket, chain) do update set position = seal_head.position
            returning position, hash
            """,
            bucket,
            chain,
            Buffer.buffer(GENESIS))
        .map(rows -> rows.iterator().next())
        .map(row -> new Head(row.getLong("position"), row.getBuffer("hash").getBytes()));
  }

  private static Uni<List<UUID>> queued(SqlTx tx, int bucket, String chain) {
    return tx.query(
            """
            select row_id from seal_queue where bucket = $1 and chain = $2
            order by row_id limit $3 for update
            """,
            bucket,
            chain,
            ROWS)
        .map(
            rows -> {
              List<UUID> ids = new ArrayList<>();
              rows.forEach(row -> ids.add(row.getUUID("row_id")));
              return ids;
            });
  }

  private static Uni<Void> append(
      SqlTx tx, int bucket, String chain, Head head, Iterable<Row> rows) {
    List<UUID> ids = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    List<Buffer> rowHashes = new ArrayList<>();
    List<Buffer> chainHashes = new ArrayList<>();
    long position = head.position();
    byte[] hash = head.hash();
    for (Row row : rows) {
      byte[] rowHash = rowHash(row);
      hash = Sha256.of(hash, rowHash);
      ids.add(row.getUUID("id"));
      positions.add(++position);
      rowHashes.add(Buffer.buffer(rowHash));
      chainHashes.add(Buffer.buffer(hash));
    }
    byte[] last = hash;
    long end = position;
    UUID[] sealed = ids.toArray(UUID[]::new);
    return tx.write(
            """
            insert into seal (bucket, chain, position, row_id, row_hash, chain_hash, sealed_at)
            select $1::int, $2::text, s.position, s.row_id, s.row_hash, s.chain_hash, now()
            from unnest($3::bigint[], $4::uuid[], $5::bytea[], $6::bytea[])
              as s (position, row_id, row_hash, chain_hash)
            """,
            bucket,
            chain,
            positions.toArray(Long[]::new),
            sealed,
            rowHashes.toArray(Buffer[]::new),
            chainHashes.toArray(Buffer[]::new))
        .chain(
            appended ->
                tx.write(
                    "delete from seal_queue where bucket = $1 and chain = $2 and row_id = any($3)",
                    bucket,
                    chain,
                    sealed))
        .chain(
            cleared ->
                tx.write(
                    "update seal_head set position = $3, hash = $4 where bucket = $1 and chain = $2",
                    bucket,
                    chain,
                    end,
                    Buffer.buffer(last)))
        .replaceWithVoid();
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
