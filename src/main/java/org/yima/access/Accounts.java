package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Residents' accounts: one for each phone number that has signed in. */
@ApplicationScoped
public class Accounts {
  private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
  private static final String PHONE = "account.phone";

  private final Database database;
  private final Vault vault;
  private final BlindIndex index;
  private final Ids ids;
  private final Clock clock;

  public Accounts(Database database, Vault vault, BlindIndex index, Ids ids, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A mainland mobile number as eleven digits; {@code +86}, spaces and hyphens fall away. Anything
   * else is {@code input.invalid}.
   */
  public static String normalisedPhone(String phone) {
    String digits = phone.replaceAll("[\\s-]", "").replaceFirst("^(\\+86|0086)", "");
    if (!MOBILE.matcher(digits).matches()) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/phone", "invalid");
    }
    return digits;
  }

  /** The account's phone number. */
  public Uni<String> phoneOf(Id account) {
    return database
        .query(
            "select phone_enc from account where bucket = $1 and id = $2",
            account.bucket(),
            account.uuid())
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw PlatformProblem.NOT_FOUND.problem();
              }
              byte[] stored = rows.iterator().next().getBuffer("phone_enc").getBytes();
              return vault.open(PHONE, account.uuid(), stored);
            });
  }

  /** The account of a phone number, when it has ever signed in. */
  public Uni<Optional<Id>> ofPhone(String phone) {
    byte[] hash = index.of("phone", phone);
    return database
        .query(
            "select id from account where bucket = $1 and phone_idx = $2",
            Bucket.ofHash(hash),
            Buffer.buffer(hash))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(new Id(IdType.ACCOUNT, rows.iterator().next().getUUID("id"))));
  }

  /** An account of somebody without a phone, made at a counter: nobody signs in with it. */
  public Uni<Id> withoutPhone(SqlTx tx, Id id) {
    return tx.write(
            """
            insert into account (bucket, id, created_at) values ($1, $2, $3)
            on conflict (bucket, id) do nothing
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .replaceWith(id);
  }

  /** The account of a phone number that has just proved itself; made at its first sign-in. */
  public Uni<Id> signedIn(SqlTx tx, String phone) {
    byte[] hash = index.of("phone", phone);
    Id fresh = ids.within(IdType.ACCOUNT, Bucket.ofHash(hash));
    return tx.query(
            """
            insert into account (bucket, id, phone_enc, phone_idx, created_at)
            values ($1, $2, $3, $4, $5)
            on conflict (bucket, phone_idx) do update set phone_idx = excluded.phone_idx
            returning id
            """,
            fresh.bucket(),
            fresh.uuid(),
            Buffer.buffer(vault.seal(PHONE, fresh.uuid(), phone)),
            Buffer.buffer(hash),
            OffsetDateTime.now(clock))
        .map(rows -> new Id(IdType.ACCOUNT, rows.iterator().next().getUUID("id")));
  }
}
