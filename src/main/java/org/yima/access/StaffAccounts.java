package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.access.credential.StaffCredentials;
import org.yima.platform.AuditEntry;
import org.yima.platform.Bucket;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;

/** Makes staff accounts. Signing in with them is the credentials' business. */
@ApplicationScoped
public class StaffAccounts {
  private final Database database;
  private final StaffCredentials credentials;

  public StaffAccounts(Database database, StaffCredentials credentials) {
    this.database = database;
    this.credentials = credentials;
  }

  /**
   * A new member of staff.
   *
   * @param totpSecret the second factor's secret (RFC 6238, Base32); drawn when empty
   */
  public record NewStaff(
      String login,
      String password,
      Role role,
      Optional<Id> institution,
      Optional<String> totpSecret) {}

  /** The account, with the second factor's secret to be shown once. */
  public record Created(Id id, String totpSecret) {}

  /**
   * An account as its operator sees it.
   *
   * @param institution absent for the operator's own people
   */
  public record Member(
      Id id, String login, Role role, Optional<Id> institution, OffsetDateTime createdAt) {}

  /** The account with that login. */
  public Uni<Optional<Member>> find(String login) {
    return database
        .query(
            """
            select id, login, role, institution, created_at from staff
            where bucket = $1 and login = $2
            """,
            Bucket.ofKey(login),
            login)
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(member(rows.iterator().next())));
  }

  private static Member member(Row row) {
    return new Member(
        new Id(IdType.STAFF, row.getUUID("id")),
        row.getString("login"),
        Role.valueOf(row.getString("role")),
        Optional.ofNullable(row.getUUID("institution")).map(id -> new Id(IdType.INSTITUTION, id)),
        row.getOffsetDateTime("created_at"));
  }

  /** Makes the account; {@code staff.login-taken} when the login exists. */
  public Uni<Created> create(Caller by, NewStaff staff) {
    return Uni.createFrom()
        .item(() -> credentials.prepare(staff))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            prepared ->
                database.tx(
                    tx ->
                        credentials
                            .store(tx, prepared)
                            .call(
                                created ->
                                    tx.audit(
                                        AuditEntry.of(by, "staff.created", created.id())
                                            .with("role", staff.role().name())))));
  }
}
