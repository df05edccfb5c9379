package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** What people themselves have decided about pairs, each pair once. */
@ApplicationScoped
public class Verdicts {
  /**
   * The newest final decision of people about each pair that still stands, newest last; {@code $3}
   * is how many at most. What taking a merge back has noted by itself is nobody's decision, and an
   * answer that has been taken back since is none any more.
   */
  public static final String DECIDED =
      """
      select * from (
        select distinct on (least(m.record_id, m.other_id), greatest(m.record_id, m.other_id))
          m.record_id, m.other_id, m.status as verdict, d.at
        from index_match m
        join lateral (
          select s.at from index_match_decision s
          where s.bucket = m.bucket and s.match_id = m.id and s.decision = m.status
          order by s.step desc limit 1) d on true
        where m.status in ('SAME', 'DIFFERENT') and exists (
          select 1 from index_verdict v
          where v.bucket = m.bucket and v.record_id = m.record_id and v.other_id = m.other_id
            and v.verdict = m.status)
        order by least(m.record_id, m.other_id), greatest(m.record_id, m.other_id), d.at desc) n
      order by n.at desc limit $3
      """;

  /** Two records of which people have decided. */
  public record Decided(Id one, Id other, boolean same) {}

  /** The newest decisions. */
  public Uni<List<Decided>> decided(Statements db, int limit) {
    return db.query(DECIDED.replace("$3", "$1"), limit)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(
                        row ->
                            new Decided(
                                new Id(IdType.RECORD, row.getUUID("record_id")),
                                new Id(IdType.RECORD, row.getUUID("other_id")),
                                row.getString("verdict").equals("SAME")))
                    .toList());
  }
}
