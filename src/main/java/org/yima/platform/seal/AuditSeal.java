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
    select id, concat_ws(chr(31), id, extract(epoch from at), actor, action, subject,
                         institution, detail) as canonical
    from audit_entry where bucket = $1 and id = any($2)
    """;
  }
}
