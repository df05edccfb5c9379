package org.yima.payment.posting;

import jakarta.enterprise.context.ApplicationScoped;
import org.yima.platform.SealedTable;

/** Postings are sealed. */
@ApplicationScoped
class PostingSeal implements SealedTable {
  @Override
  public String chain() {
    return "posting";
  }

  @Override
  public String canonicalRows() {
    return """
    select bucket, id, concat_ws(chr(31), id, payment_id, leg_id, kind, debit, credit, amount,
                         extract(epoch from at)) as canonical
    from unnest($1::int[], $2::uuid[]) as wanted (in_bucket, row_id)
    join posting on bucket = in_bucket and id = row_id
    """;
  }
}
