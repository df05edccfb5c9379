package org.yima.platform.seal;

import jakarta.enterprise.context.ApplicationScoped;
import org.yima.platform.SealedTable;

/** The audit log is sealed. */
@ApplicationScoped
class AuditSeal implements SealedTable {
  @Override
  public String chain() {
    return "audit";
  }

  @Override
  public String canonicalRows() {
    return """
    select bucket, id, concat_ws(chr(31), id, extract(epoch from at), actor, action, subject,
                         institution, detail) as canonical
    from unnest($1::int[], $2::uuid[]) as wanted (in_bucket, row_id)
    join audit_entry on bucket = in_bucket and id = row_id
    """;
  }
}
