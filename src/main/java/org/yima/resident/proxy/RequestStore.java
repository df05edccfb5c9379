package org.yima.resident.proxy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;
import org.yima.resident.Relation;
import org.yima.resident.ResidentProblem;

/**
 * Wishes to act for a person who may or may not be a resident. The row is the same in both cases,
 * so that nothing can be learned from making one.
 */
@ApplicationScoped
class RequestStore {
  private static final String NAME = "proxy_request.name";

  private final Database database;
  private final Vault vault;
  private final FamilyConfig config;
  private final Ids ids;
  private final Clock clock;

  RequestStore(Database database, Vault vault, FamilyConfig config, Ids ids, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /** Names nobody: the person's name and document stay inside the server. */
  record Request(
      Id id,
      Id account,
      byte[] documentKey,
      String name,
      Relation relation,
      OffsetDateTime requestedAt) {
    @Override
    public String toString() {
      return "Request[" + id + "]";
    }
  }

  /** Keeps a wish; repeating it renews it. Answers its id. */
  Uni<Id> keep(SqlTx tx, Id account, byte[] documentKey, String name, Relation relation) {
    Id id = ids.within(IdType.PROXY, Bucket.ofHash(documentKey));
    return tx.query(
            """
            insert into proxy_request (bucket, document_idx, account_id, id, name_enc, relation,
                                       status, requested_at)
            values ($1, $2, $3, $4, $5, $6, 'WAITING', $7)
            on conflict (bucket, document_idx, account_id) do update
              set id = excluded.id, name_enc = excluded.name_enc, relation = excluded.relation,
                  status = 'WAITING', requested_at = excluded.requested_at
            """,
            id.bucket(),
            Buffer.buffer(documentKey),
            account.uuid(),
            id.uuid(),
            Buffer.buffer(vault.seal(NAME, id.uuid(), name)),
            relation.name(),
            OffsetDateTime.now(clock))
        .replaceWith(id);
  }

  Uni<Optional<Request>> find(Id id) {
    return database
        .query(
            "select * from proxy_request where bucket = $1 and id = $2 and status <> 'WITHDRAWN'",
            id.bucket(),
            id.uuid())
        .map(rows -> read(rows).stream().findFirst());
  }

  /** Wishes about a document that have not reached anybody. */
  Uni<List<Request>> waiting(byte[] documentKey) {
    return database
        .query(
            """
            select * from proxy_request
            where bucket = $1 and document_idx = $2 and status = 'WAITING'
            """,
            Bucket.ofHash(documentKey),
            Buffer.buffer(documentKey))
        .map(this::read);
  }

  /** An account's wishes, newest first; the accepted ones are told apart by their proxies. */
  Uni<List<Request>> of(Id account) {
    return database
        .query(
            """
            select * from proxy_request where account_id = $1 and status <> 'WITHDRAWN'
            order by requested_at desc limit 100
            """,
            account.uuid())
        .map(this::read);
  }

  Uni<Void> delivered(SqlTx tx, Id request) {
    return status(tx, request, "DELIVERED");
  }

  Uni<Void> withdraw(SqlTx tx, Request request) {
    return status(tx, request.id(), "WITHDRAWN");
  }

  /** A right to act that came of a wish has ended. */
  Uni<Void> ended(SqlTx tx, Id account, byte[] documentKey) {
    return tx.write(
            """
            update proxy_request set ended_at = $4
            where bucket = $1 and document_idx = $2 and account_id = $3
            """,
            Bucket.ofHash(documentKey),
            Buffer.buffer(documentKey),
            account.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /**
   * Whether an account may wish to act for one more person: by what it has wished before, never by
   * who that person is. Fails with {@code proxy.limit} or {@code proxy.cool-down}.
   */
  Uni<Void> mustBeFree(Id account, byte[] documentKey) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            select count(*) filter (where document_idx <> $2 and requested_at > $3) as others,
                   count(*) filter (where document_idx = $2 and ended_at > $4) as cooling
            from proxy_request where account_id = $1
            """,
            account.uuid(),
            Buffer.buffer(documentKey),
            now.minusYears(1),
            now.minus(config.coolDown()))
        .invoke(
            rows -> {
              Row row = rows.iterator().next();
              if (row.getLong("cooling") > 0) {
                throw ResidentProblem.PROXY_COOL_DOWN.problem();
              }
              if (row.getLong("others") >= config.perYear()) {
                throw ResidentProblem.PROXY_LIMIT.problem();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> status(SqlTx tx, Id request, String status) {
    return tx.write(
            "update proxy_request set status = $3 where bucket = $1 and id = $2",
            request.bucket(),
            request.uuid(),
            status)
        .replaceWithVoid();
  }

  private List<Request> read(RowSet<Row> rows) {
    List<Request> list = new ArrayList<>();
    rows.forEach(row -> list.add(read(row)));
    return list;
  }

  private Request read(Row row) {
    Id id = new Id(IdType.PROXY, row.getUUID("id"));
    return new Request(
        id,
        new Id(IdType.ACCOUNT, row.getUUID("account_id")),
        row.getBuffer("document_idx").getBytes(),
        vault.open(NAME, id.uuid(), row.getBuffer("name_enc").getBytes()),
        Relation.valueOf(row.getString("relation")),
        row.getOffsetDateTime("requested_at"));
  }
}
