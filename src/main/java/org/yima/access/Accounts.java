package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yima.access.credential.OneTimeCodes;
import org.yima.access.token.SignIns;
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
  private final SignIns signIns;
  private final OneTimeCodes codes;

  public Accounts(
      Database database,
      Vault vault,
      BlindIndex index,
      Ids ids,
      Clock clock,
      SignIns signIns,
      OneTimeCodes codes) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.ids = ids;
    this.clock = clock;
    this.signIns = signIns;
    this.codes = codes;
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

  /** The account's phone number; empty for one that was made at a counter. */
  public Uni<String> phoneOf(Id account) {
    return database
        .query(
            "select phone_enc from account where bucket = $1 and id = $2",
            account.bucket(),
            account.uuid())
        .map(rows -> phone(account, rows).orElse(""));
  }

  /** The phone in an account's row, which must be there. */
  private Optional<String> phone(Id account, RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    return Optional.ofNullable(rows.iterator().next().getBuffer("phone_enc"))
        .map(stored -> vault.open(PHONE, account.uuid(), stored.getBytes()));
  }

  /** The account of a phone number, when it has ever signed in. */
  public Uni<Optional<Id>> ofPhone(String phone) {
    byte[] hash = index.of("phone", phone);
    return database
        .query(OF_PHONE, Bucket.ofHash(hash), Buffer.buffer(hash))
        .map(Accounts::account);
  }

  /** A phone that has moved goes before the account that it founded. */
  private static final String OF_PHONE =
      """
      select account_id from (
        select account_id, 1 as rank from account_phone where bucket = $1 and phone_idx = $2
        union all
        select id, 2 from account where bucket = $1 and phone_idx = $2) led
      order by rank limit 1
      """;

  private static Optional<Id> account(RowSet<Row> rows) {
    return rows.rowCount() == 0
        ? Optional.empty()
        : Optional.of(new Id(IdType.ACCOUNT, rows.iterator().next().getUUID("account_id")));
  }

  /** Fails unless the one-time code that was sent to a phone is right; it is used up then. */
  public Uni<Void> mustAnswerTo(String phone, String code) {
    return database
        .tx(tx -> codes.check(tx, phone, code))
        .invoke(
            check -> {
              if (check != OneTimeCodes.Check.RIGHT) {
                throw PlatformProblem.INPUT_INVALID.problem().at("/otp", "wrong");
              }
            })
        .replaceWithVoid();
  }

  /**
   * Moves an account to another phone: that phone signs in to it from now on, also when it had an
   * account of its own, and the one that it had signs in to it no more. Every sign-in of both
   * accounts ends.
   *
   * @return the phone that the account has left, if it had one
   */
  public Uni<Optional<String>> move(SqlTx tx, Id account, String phone) {
    return tx.query(
            "select phone_enc from account where bucket = $1 and id = $2 for update",
            account.bucket(),
            account.uuid())
        .map(rows -> phone(account, rows))
        .call(earlier -> forget(tx, account, earlier))
        .call(() -> taken(tx, account, phone))
        .call(() -> led(tx, account, phone));
  }

  private Uni<Void> forget(SqlTx tx, Id account, Optional<String> earlier) {
    if (earlier.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    byte[] hash = index.of("phone", earlier.get());
    return tx.write(
            "delete from account_phone where bucket = $1 and phone_idx = $2 and account_id = $3",
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            account.uuid())
        .replaceWithVoid();
  }

  /** The account that the phone led to keeps its row, and nobody signs in to it any more. */
  private Uni<Void> taken(SqlTx tx, Id account, String phone) {
    byte[] hash = index.of("phone", phone);
    return tx.query(OF_PHONE, Bucket.ofHash(hash), Buffer.buffer(hash))
        .map(Accounts::account)
        .map(found -> found.filter(other -> !other.equals(account)))
        .chain(
            other ->
                other.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : silence(tx, other.get())
                        .chain(() -> signIns.endAll(tx, other.get()))
                        .replaceWithVoid());
  }

  private static Uni<Integer> silence(SqlTx tx, Id account) {
    return tx.write(
        "update account set phone_enc = null, phone_idx = null where bucket = $1 and id = $2",
        account.bucket(),
        account.uuid());
  }

  private Uni<Integer> led(SqlTx tx, Id account, String phone) {
    byte[] hash = index.of("phone", phone);
    return tx.write(
            "update account set phone_enc = $3, phone_idx = null where bucket = $1 and id = $2",
            account.bucket(),
            account.uuid(),
            Buffer.buffer(vault.seal(PHONE, account.uuid(), phone)))
        .chain(
            () ->
                tx.write(
                    """
                    insert into account_phone (bucket, phone_idx, account_id, since)
                    values ($1, $2, $3, $4)
                    on conflict (bucket, phone_idx) do update
                      set account_id = excluded.account_id, since = excluded.since
                    """,
                    Bucket.ofHash(hash),
                    Buffer.buffer(hash),
                    account.uuid(),
                    OffsetDateTime.now(clock)))
        .chain(() -> signIns.endAll(tx, account));
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
    return tx.query(
            "select account_id from account_phone where bucket = $1 and phone_idx = $2",
            Bucket.ofHash(hash),
            Buffer.buffer(hash))
        .map(Accounts::account)
        .chain(
            moved ->
                moved.isPresent() ? Uni.createFrom().item(moved.get()) : founded(tx, phone, hash));
  }

  private Uni<Id> founded(SqlTx tx, String phone, byte[] hash) {
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
