package org.yima.platform.seal;

import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yima.platform.Database;
import org.yima.platform.SealedTable;
import org.yima.platform.Sha256;

/**
 * Walks a chain from its beginning and compares it with the rows it seals: what was changed,
 * removed or put in another order after it was sealed is found.
 */
@ApplicationScoped
@Unremovable
public class SealCheck {
  private static final int PAGE = 500;

  private final Database database;
  private final Map<String, SealedTable> tables;

  SealCheck(Database database, @All List<SealedTable> tables) {
    this.database = database;
    this.tables =
        tables.stream().collect(Collectors.toMap(SealedTable::chain, Function.identity()));
  }

  /** What is wrong at a position. */
  public enum Fault {
    /** The row is not what it was when it was sealed. */
    ROW_CHANGED,
    /** The row is gone. */
    ROW_MISSING,
    /** The seal does not follow from the one before it, or one is missing. */
    CHAIN_BROKEN,
    /** The chain ends elsewhere than its head says. */
    HEAD_DIFFERS
  }

  /** One fault of a chain; {@code position} counts from 1. */
  public record Finding(String chain, int bucket, long position, Fault fault) {}

  /** Every fault of a chain over all its buckets; empty when the chain proves its rows. */
  public Uni<List<Finding>> check(String chain) {
    SealedTable table = tables.get(chain);
    if (table == null) {
      throw new IllegalArgumentException("nobody owns the chain " + chain);
    }
    return database
        .query("select bucket, position, hash from seal_head where chain = $1", chain)
        .chain(
            heads ->
                Multi.createFrom()
                    .iterable(heads)
                    .onItem()
                    .transformToUniAndConcatenate(head -> check(table, head))
                    .collect()
                    .in(ArrayList::new, List::addAll));
  }

  /** How far the walk of one chain has come, and what it has found. */
  private static final class Walk {
    private final String chain;
    private final int bucket;
    private final long end;
    private final List<Finding> findings = new ArrayList<>();
    private long position;
    private byte[] hash = Sealer.GENESIS;

    private Walk(String chain, int bucket, long end) {
      this.chain = chain;
      this.bucket = bucket;
      this.end = end;
    }

    private void found(Fault fault) {
      findings.add(new Finding(chain, bucket, position, fault));
    }

    private void step(Row seal, Map<UUID, byte[]> rowHashes) {
      boolean next = seal.getLong("position") == position + 1;
      position = seal.getLong("position");
      byte[] sealed = seal.getBuffer("row_hash").getBytes();
      byte[] present = rowHashes.get(seal.getUUID("row_id"));
      if (present == null) {
        found(Fault.ROW_MISSING);
      } else if (!Arrays.equals(present, sealed)) {
        found(Fault.ROW_CHANGED);
      }
      byte[] stored = seal.getBuffer("chain_hash").getBytes();
      if (!next || !Arrays.equals(stored, Sha256.of(hash, sealed))) {
        found(Fault.CHAIN_BROKEN);
      }
      hash = stored;
    }
  }

  private Uni<List<Finding>> check(SealedTable table, Row head) {
    Walk walk = new Walk(table.chain(), head.getInteger("bucket"), head.getLong("position"));
    return pages(table, walk)
        .map(
            done -> {
              if (walk.position != walk.end
                  || !Arrays.equals(walk.hash, head.getBuffer("hash").getBytes())) {
                walk.found(Fault.HEAD_DIFFERS);
              }
              return walk.findings;
            });
  }

  /** Seals appended while this runs lie beyond the head that was read, so they are left out. */
  private Uni<Void> pages(SealedTable table, Walk walk) {
    return database
        .query(
            """
            select s.position, s.row_id, s.row_hash, s.chain_hash from seal s
            where s.bucket = $1 and s.chain = $2 and s.position > $3
              and s.position <= $4
            order by s.position limit $5
            """,
            walk.bucket,
            walk.chain,
            walk.position,
            walk.end,
            PAGE)
        .call(seals -> steps(table, walk, seals))
        .chain(seals -> seals.size() == PAGE ? pages(table, walk) : Uni.createFrom().voidItem());
  }

  private Uni<Void> steps(SealedTable table, Walk walk, RowSet<Row> seals) {
    List<UUID> ids = new ArrayList<>();
    seals.forEach(seal -> ids.add(seal.getUUID("row_id")));
    return database
        .query(table.canonicalRows(), walk.bucket, ids.toArray(UUID[]::new))
        .map(SealCheck::hashes)
        .invoke(hashes -> seals.forEach(seal -> walk.step(seal, hashes)))
        .replaceWithVoid();
  }

  private static Map<UUID, byte[]> hashes(RowSet<Row> rows) {
    Map<UUID, byte[]> hashes = new HashMap<>();
    rows.forEach(row -> hashes.put(row.getUUID("id"), Sealer.rowHash(row)));
    return hashes;
  }
}
