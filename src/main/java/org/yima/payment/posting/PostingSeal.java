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
    select id, concat_ws(chr(31), id, payment_id, leg_id, kind, debit, credit, amount,
                         extract(epoch from at)) as canonical
    from posting where bucket = $1 and id = any($2)
    """;
  }
}
