package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yima.index.IndexRecord;
import org.yima.platform.OffLoop;

/** The records that somebody may be, read and opened at once: for whoever only looks. */
@ApplicationScoped
public class Neighbours {
  /** Planned once for any number of blocks, as {@link Records} reads records of persons. */
  private static final String IN_BLOCKS =
      """
      with k as materialized (
        select k.bucket, k.key, k.is_full, k.records
        from unnest((select $1::int[]), (select $2::bytea[])) as w (bucket, key)
        join index_block k on k.bucket = w.bucket and k.key = w.key),
      near as materialized (
        select unnest(k.records) as record_id from k where not k.is_full
        union
        select b.record_id from k
        join index_block_record b on b.bucket = k.bucket and b.key = k.key
        where not k.is_full)
      select null::bytea as key, r.id, r.domain, r.number_enc, r.content_enc, r.status,
             r.person_id, r.certain_id
      from near join index_record r
        on r.bucket = (((get_byte(uuid_send(near.record_id), 6) & 15) << 8)
                        | get_byte(uuid_send(near.record_id), 7))
          and r.id = near.record_id
      where r.status <> 'WITHDRAWN'
      union all
      select k.key, null, null, null, null, null, null, null from k where k.is_full
      """;

  /**
   * As above, of full blocks what one domain has in them. The same is read wherever the block has
   * taken in all that want it, whether or not any is the domain's.
   */
  private static final String IN_BLOCKS_AND_OWN =
      """
      with k as materialized (
        select k.bucket, k.key, k.is_full, k.is_full and k.incomplete as incomplete, k.records
        from unnest((select $1::int[]), (select $2::bytea[])) as w (bucket, key)
        join index_block k on k.bucket = w.bucket and k.key = w.key),
      near as materialized (
        select record_id, bool_and(is_full) as own from (
          select unnest(k.records) as record_id, k.is_full from k where not k.incomplete
          union all
          select b.record_id, k.is_full from k
          join index_block_record b on b.bucket = k.bucket and b.key = k.key
          where not k.incomplete) as all_of_them
        group by record_id)
      select null::bytea as key, r.id, r.domain, r.number_enc, r.content_enc, r.status,
             r.person_id, r.certain_id
      from near join index_record r
        on r.bucket = (((get_byte(uuid_send(near.record_id), 6) & 15) << 8)
                        | get_byte(uuid_send(near.record_id), 7))
          and r.id = near.record_id
      where r.status <> 'WITHDRAWN' and (not near.own or r.domain = $3)
      union all
      select k.key, null, null, null, null, null, null, null from k where k.incomplete
      """;

  private final Records records;

  Neighbours(Records records) {
    this.records = records;
  }

  /**
   * Who stands in some blocks.
   *
   * @param records of the blocks that were looked into, in no order; those that do not read are
   *     missing
   * @param full the other blocks, which are full
   */
  public record Found(List<IndexRecord> records, Set<Hash> full) {}

  /** Rows that were read and are not opened yet. */
  public final class Near {
    private final List<Row> rows;

    private Near(List<Row> rows) {
      this.rows = rows;
    }

    /**
     * Opens them and makes something of them, where opening many and comparing them holds nobody
     * up.
     */
    public <T> Uni<T> opened(Function<Found, T> work) {
      return rows.size() > Records.MANY
          ? OffLoop.compute(() -> work.apply(found(rows)))
          : Uni.createFrom().item(() -> work.apply(found(rows)));
    }
  }

  /** Reads who stands in these blocks. */
  public Uni<Near> in(Statements db, Collection<Block> blocks) {
    List<Hash> keys = blocks.stream().map(Block::key).distinct().toList();
    return db.query(IN_BLOCKS, BlockRows.buckets(keys), BlockRows.buffers(keys))
        .map(rows -> new Near(Records.stream(rows)));
  }

  /**
   * As above, as one domain asks: of a full block its own records are found, too, save where nobody
   * knows all that want the block.
   */
  public Uni<Near> in(Statements db, Collection<Block> blocks, String domain) {
    List<Hash> keys = blocks.stream().map(Block::key).distinct().toList();
    return db.query(IN_BLOCKS_AND_OWN, BlockRows.buckets(keys), BlockRows.buffers(keys), domain)
        .map(rows -> new Near(Records.stream(rows)));
  }

  private Found found(List<Row> rows) {
    Set<Hash> full = new HashSet<>();
    List<Row> near = new ArrayList<>();
    for (Row row : rows) {
      if (row.getUUID("id") == null) {
        full.add(BlockRows.key(row));
      } else {
        near.add(row);
      }
    }
    return new Found(records.opened(near).records(), full);
  }
}
