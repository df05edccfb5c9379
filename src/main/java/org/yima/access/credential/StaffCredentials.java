package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.commons.codec.binary.Base32;
import org.yima.access.AccessProblem;
import org.yima.access.StaffAccounts.Created;
import org.yima.access.StaffAccounts.NewStaff;
import org.yima.access.token.SignIns;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Staff sign in with login, password and a second factor; each code counts once. */
@ApplicationScoped
public class StaffCredentials {
  private static final String TOTP = "staff.totp";
  private static final String NOBODY =
      "argon2id$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Database database;
  private final SignIns signIns;
  private final StaffTries tries;
  private final Vault vault;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  public StaffCredentials(
      Database database,
      SignIns signIns,
      StaffTries tries,
      Vault vault,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.database = database;
    this.signIns = signIns;
    this.tries = tries;
    this.vault = vault;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** A staff account ready to be stored: its password is hashed already. */
  public record Prepared(NewStaff staff, String passwordHash, String totpSecret) {
    @Override
    public String toString() {
      return "Prepared[" + staff.login() + "]";
    }
  }

  /** Hashes the password and draws what is missing; slow, so not for the event loop. */
  public Prepared prepare(NewStaff staff) {
    return new Prepared(
        staff, Passwords.hash(staff.password(), random), staff.totpSecret().orElseGet(this::draw));
  }

  private String draw() {
    byte[] secret = new byte[20];
    random.nextBytes(secret);
    return new Base32().encodeToString(secret);
  }

  public Uni<Created> store(SqlTx tx, Prepared prepared) {
    NewStaff staff = prepared.staff();
    String login = staff.login().toLowerCase(Locale.ROOT);
    Id id = ids.within(IdType.STAFF, Bucket.ofKey(login));
    return tx.query(
            """
            insert into staff (bucket, id, login, password_hash, totp_enc, role, institution,
                               created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (bucket, login) do nothing
            returning id
            """,
            id.bucket(),
            id.uuid(),
            login,
            prepared.passwordHash(),
            Buffer.buffer(vault.seal(TOTP, id.uuid(), prepared.totpSecret())),
            staff.role().name(),
            staff.institution().map(Id::uuid).orElse(null),
            OffsetDateTime.now(clock))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw AccessProblem.LOGIN_TAKEN.problem();
              }
              return new Created(id, prepared.totpSecret());
            });
  }

  /** Whether any operator exists. */
  Uni<Boolean> anyOperator() {
    return database
        .query("select 1 from staff where role = 'OPERATOR' limit 1")
        .map(rows -> rows.rowCount() > 0);
  }

  /**
   * Signs in. Every way of not fitting is the same {@code auth.refused} after the same work, and
   * too many tries are {@code auth.locked}, whether the login exists or not.
   */
  public Uni<SignIns.Granted> signIn(String login, String password, String code) {
    String name = login.toLowerCase(Locale.ROOT);
    return database
        .query("select * from staff where bucket = $1 and login = $2", Bucket.ofKey(name), name)
        .map(
            rows ->
                rows.rowCount() == 0 ? Optional.<Row>empty() : Optional.of(rows.iterator().next()))
        .chain(
            row ->
                passwordFits(row, password)
                    .chain(fits -> database.tx(tx -> decide(tx, name, row, fits, code))))
        .map(granted -> granted.orElseThrow(AccessProblem.REFUSED::problem));
  }

  private static Uni<Boolean> passwordFits(Optional<Row> row, String password) {
    String stored = row.map(r -> r.getString("password_hash")).orElse(NOBODY);
    return Uni.createFrom()
        .item(() -> Passwords.matches(password, stored))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** Empty is a refusal whose counting must commit. */
  private Uni<Optional<SignIns.Granted>> decide(
      SqlTx tx, String login, Optional<Row> known, boolean passwordFits, String code) {
    return tries
        .begin(tx, login)
        .chain(() -> locked(tx, known))
        .chain(
            row -> {
              OptionalLong step =
                  passwordFits && row.isPresent() ? step(row.get(), code) : OptionalLong.empty();
              return step.isPresent()
                  ? tries
                      .forget(tx, login)
                      .chain(() -> granted(tx, row.get(), step.getAsLong()))
                      .map(Optional::of)
                  : tries.failed(tx, login).replaceWith(Optional.<SignIns.Granted>empty());
            });
  }

  /** The row as it is now: a one-time password that was used meanwhile is used. */
  private static Uni<Optional<Row>> locked(SqlTx tx, Optional<Row> known) {
    return known.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : tx.query(
                "select * from staff where bucket = $1 and id = $2 for update",
                known.get().getInteger("bucket"),
                known.get().getUUID("id"))
            .map(rows -> Optional.of(rows.iterator().next()));
  }

  private static Id id(Row row) {
    return new Id(IdType.STAFF, row.getUUID("id"));
  }

  private OptionalLong step(Row row, String code) {
    Id id = id(row);
    String secret = vault.open(TOTP, id.uuid(), row.getBuffer("totp_enc").getBytes());
    return Totp.step(
        new Base32().decode(secret),
        code,
        clock.instant().getEpochSecond(),
        row.getLong("totp_last_step"));
  }

  private Uni<SignIns.Granted> granted(SqlTx tx, Row row, long step) {
    Id id = id(row);
    Optional<Id> institution =
        Optional.ofNullable(row.getUUID("institution"))
            .map((UUID uuid) -> new Id(IdType.INSTITUTION, uuid));
    return tx.write(
            """
            update staff set totp_last_step = $3 where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            step)
        .chain(written -> signIns.begin(tx, Role.valueOf(row.getString("role")), id, institution));
  }
}
