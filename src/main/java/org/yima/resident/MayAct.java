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

  /**
   * True for a resident whom the caller of {@link #parameters} may act for.
   *
   * @param bucket the column with the resident's bucket
   * @param resident the column with the resident's id
   * @param first the number of the first of the three parameters
   */
  public static String sql(String bucket, String resident, int first) {
    return "exists (select 1 from resident r where r.bucket = %s and r.id = %s and %s)"
        .formatted(bucket, resident, ofRow(first));
  }

  /** As {@link #sql} for the row {@code r} of the resident itself. */
  public static String ofRow(int first) {
    return """
    r.merged_into is null and (r.account_id = $%1$d or r.id = $%2$d
     or exists (select 1 from proxy p
                where p.bucket = r.bucket and p.resident_id = r.id
                  and p.account_id = $%1$d and p.status = 'ACCEPTED'
                  and (p.ends_at is null or p.ends_at > $%3$d)))
    """
        .formatted(first, first + 1, first + 2);
  }

  /** The three parameters: the caller's account, the resident at the counter, and the time. */
  public static Object[] parameters(Caller caller, OffsetDateTime now) {
    return new Object[] {account(caller), caller.present().map(Id::uuid).orElse(null), now};
  }

  private static UUID account(Caller caller) {
    return caller.id().filter(self -> caller.role() == Role.RESIDENT).map(Id::uuid).orElse(null);
  }
}
