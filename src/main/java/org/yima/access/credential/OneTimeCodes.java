package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.yima.access.AccessConfig;
import org.yima.access.AccessProblem;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.SqlTx;

/**
 * One-time codes to a phone: six digits, kept as a keyed hash, dead after a few wrong tries, and
 * bounded per phone so that nobody's phone can be flooded.
 */
@ApplicationScoped
public class OneTimeCodes {
  /** What a code of the sign-in proves; one that was sent for anything else opens no account. */
  private static final String SIGN_IN = "phone";

  private final Database database;
  private final BlindIndex index;
  private final AccessConfig config;
  private final SecureRandom random;
  private final Clock clock;

  public OneTimeCodes(
      Database database, BlindIndex index, AccessConfig config, SecureRandom random, Clock clock) {
    this.database = database;
    this.index = index;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /** Draws and keeps a new code for a phone to sign in; an earlier one dies. */
  public Uni<String> draw(String phone) {
    return draw(SIGN_IN, phone);
  }

  /** As {@link #draw(String)}, for another purpose; each has codes and limits of its own. */
  public Uni<String> draw(String purpose, String phone) {
    String code = String.format("%06d", random.nextInt(1_000_000));
    byte[] hash = index.of(purpose, phone);
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            insert into one_time_code
              (bucket, phone_idx, code_hash, sent_at, expires_at, tries_left, day_start, day_count)
            values ($1, $2, $3, $4, $5, $6, $4, 1)
            on conflict (bucket, phone_idx) do update set
              code_hash = excluded.code_hash, sent_at = excluded.sent_at,
              expires_at = excluded.expires_at, tries_left = excluded.tries_left,
              day_start = case when one_time_code.day_start < $8 then excluded.day_start
                               else one_time_code.day_start end,
              day_count = case when one_time_code.day_start < $8 then 1
                               else one_time_code.day_count + 1 end
              where one_time_code.sent_at <= $7
                and (one_time_code.day_start < $8 or one_time_code.day_count < $9)
            returning 1
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            hashOf(purpose, phone, code),
            now,
            now.plus(config.otpLife()),
            config.otpTries(),
            now.minus(config.otpPause()),
            now.minusDays(1),
            config.otpPerDay())
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw AccessProblem.OTP_TOO_OFTEN
                    .problem()
                    .retryAfter((int) config.otpPause().toSeconds());
              }
              return code;
            });
  }

  /** What became of a try. */
  public enum Check {
    RIGHT,
    WRONG
  }

  /** Tries a code; the right one is used up, a wrong one costs a try, and both must commit. */
  public Uni<Check> check(SqlTx tx, String phone, String code) {
    return check(tx, SIGN_IN, phone, code);
  }

  /** As {@link #check(SqlTx, String, String)}, for another purpose. */
  public Uni<Check> check(SqlTx tx, String purpose, String phone, String code) {
    byte[] hash = index.of(purpose, phone);
    int bucket = Bucket.ofHash(hash);
    return tx.query(
            """
            select code_hash from one_time_code
            where bucket = $1 and phone_idx = $2 and expires_at > $3 and tries_left > 0 for update
            """,
            bucket,
            Buffer.buffer(hash),
            OffsetDateTime.now(clock))
        .chain(
            rows -> {
              if (rows.rowCount() == 0) {
                return Uni.createFrom().item(Check.WRONG);
              }
              Row row = rows.iterator().next();
              boolean right =
                  Arrays.equals(
                      row.getBuffer("code_hash").getBytes(),
                      hashOf(purpose, phone, code).getBytes());
              return spend(tx, bucket, hash, right).replaceWith(right ? Check.RIGHT : Check.WRONG);
            });
  }

  private static Uni<Integer> spend(SqlTx tx, int bucket, byte[] hash, boolean right) {
    return tx.write(
        """
        update one_time_code set tries_left = case when $3 then 0 else tries_left - 1 end
        where bucket = $1 and phone_idx = $2
        """,
        bucket,
        Buffer.buffer(hash),
        right);
  }

  private Buffer hashOf(String purpose, String phone, String code) {
    // A code of the sign-in is tried by servers that know of no other purpose, too.
    String prefix = purpose.equals(SIGN_IN) ? "" : purpose + ':';
    return Buffer.buffer(index.of("one-time-code", prefix + phone + ':' + code));
  }
}
