package org.yima.platform.seal;

/**
 * Daily anchors: all chains' heads of one moment, bound with the anchor before into one hash, which
 * can be published or printed. What was anchored is kept, a head only where it has moved since the
 * last anchor, so that every anchor can be computed again: {@code hash = SHA-256(hash of the anchor
 * before || bucket/chain/position || chain hash || ...)}, in the order of bucket and chain.
 */
final class Anchors {
  private Anchors() {}

  /** The name under which the anchors themselves are checked, as if they were a chain. */
  static final String CHAIN = "anchors";

  private static final String HASH =
      """
      sha256(coalesce((select hash from seal_anchor where day < $1 order by day desc limit 1),
          ''::bytea)
        || coalesce(string_agg(
          convert_to(bucket || '/' || chain || '/' || position, 'UTF8') || hash,
          ''::bytea order by bucket, chain), ''::bytea))
      """;

  /** Drops the anchor of day {@code $1}, where there is none. One statement sees one moment. */
  static final String DROP =
      """
      with head as materialized (select bucket, chain, position, hash from seal_head),
      dropped as (
        insert into seal_anchor (day, heads, hash, anchored_at, kept)
        select $1, count(*), """
          + HASH
          + """
      , now(), true from head
        on conflict (day) do nothing returning day)
      insert into seal_anchor_head (bucket, chain, day, position, hash)
      select h.bucket, h.chain, d.day, h.position, h.hash from head h cross join dropped d
      where not exists (
        select 1 from seal_anchor_head a
        where a.bucket = h.bucket and a.chain = h.chain and a.position = h.position
          and a.hash = h.hash)
      """;

  /** The anchor of day {@code $1} as what was kept of it gives it. */
  static final String AGAIN =
      """
      select count(*) as heads, """
          + HASH
          + """
      as hash
      from (
        select distinct on (bucket, chain) bucket, chain, position, hash from seal_anchor_head
        where day <= $1 order by bucket, chain, day desc) head
      """;

  /** What is anchored of a chain {@code $2} in bucket {@code $1} after {@code $3}. */
  static final String OF_CHAIN =
      """
      select position, hash from seal_anchor_head
      where bucket = $1 and chain = $2 and position > $3
      order by position limit $4
      """;
}
