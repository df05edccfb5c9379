package org.yima.resident;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.Role;

/**
 * The condition under which a caller may act for a resident, as a part of a statement: their own
 * account, a proxy that stands, or the resident present at the counter; for nobody who turned out
 * to be another resident. Rooms whose rows lie in the resident's family ask by it in the very
 * statement that acts, where two would cost too much.
 */
public final class MayAct {
  private MayAct() {}

  /** True for a row {@code r} of a resident whom the caller of {@link #parameters} may act for. */
  public static final String OF_ROW =
      """
      r.merged_into is null
      and (r.account_id = $1 or r.id = $2
           or exists (select 1 from proxy p
                      where p.bucket = r.bucket and p.resident_id = r.id
                        and p.account_id = $1 and p.status = 'ACCEPTED'
                        and (p.ends_at is null or p.ends_at > $3)))
      """;

  /** The same for a row {@code c} of the resident's family that names the resident. */
  public static final String OF_FAMILY =
      "exists (select 1 from resident r where r.bucket = c.bucket and r.id = c.resident_id and "
          + OF_ROW
          + ")";

  /**
   * The statement's first three parameters: the caller's account, the resident at the counter, and
   * the time.
   */
  public static Object[] parameters(Caller caller, OffsetDateTime now) {
    return new Object[] {account(caller), caller.present().map(Id::uuid).orElse(null), now};
  }

  private static UUID account(Caller caller) {
    return caller.id().filter(self -> caller.role() == Role.RESIDENT).map(Id::uuid).orElse(null);
  }
}
