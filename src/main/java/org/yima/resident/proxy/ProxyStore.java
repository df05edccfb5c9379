package org.yima.resident.proxy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;
import org.yima.resident.Relation;
import org.yima.resident.Resident;

/** Proxies, in the family of the resident they are about. */
@ApplicationScoped
public class ProxyStore {
  private static final String PROOF = "proxy.proof";

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  ProxyStore(Database database, Vault vault, Ids ids, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Optional<Proxy>> find(Id id) {
    return database
        .query("select * from proxy where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> read(rows).stream().findFirst());
  }

  /** Open proxies about a resident. */
  Uni<List<Proxy>> about(Id resident) {
    return database
        .query(
            """
            select * from proxy
            where bucket = $1 and resident_id = $2 and status in ('PENDING', 'ACCEPTED')
            order by id desc
            """,
            resident.bucket(),
            resident.uuid())
        .map(ProxyStore::read);
  }

  /** What an account may do for others, by its list of residents. */
  Uni<List<Proxy>> of(Id account, Id resident) {
    return database
        .query(
            """
            select * from proxy
            where bucket = $1 and resident_id = $2 and account_id = $3 and status = 'ACCEPTED'
            """,
            resident.bucket(),
            resident.uuid(),
            account.uuid())
        .map(ProxyStore::read);
  }

  /** The accounts that look after a child, in the order in which they came to do so. */
  public Uni<List<Id>> guardians(Id child) {
    return database
        .query(
            """
            select * from proxy
            where bucket = $1 and resident_id = $2 and relation = 'CHILD' and status = 'ACCEPTED'
              and (ends_at is null or ends_at > $3)
            order by requested_at, id
            """,
            child.bucket(),
            child.uuid(),
            OffsetDateTime.now(clock))
        .map(rows -> read(rows).stream().map(Proxy::account).toList());
  }

  /** Puts a wish before the resident; one that is open already stays as it is. */
  Uni<Void> open(SqlTx tx, Resident resident, Id account, Relation relation) {
    Id id = ids.beside(IdType.PROXY, resident.id());
    return tx.write(
            """
            insert into proxy (bucket, id, resident_id, record_id, account_id, relation, status,
                               requested_at)
            values ($1, $2, $3, $4, $5, $6, 'PENDING', $7)
            on conflict (bucket, resident_id, account_id) where status in ('PENDING', 'ACCEPTED')
            do nothing
            """,
            id.bucket(),
            id.uuid(),
            resident.id().uuid(),
            resident.recordId().uuid(),
            account.uuid(),
            relation.name(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /**
   * The accounts that are guardians of a child; the child's row is held until the transaction ends,
   * so that two never count at once.
   */
  Uni<Set<Id>> guardians(SqlTx tx, Id child) {
    return tx.query(
            "select 1 from resident where bucket = $1 and id = $2 for update",
            child.bucket(),
            child.uuid())
        .chain(
            () ->
                tx.query(
                    """
                    select account_id from proxy
                    where bucket = $1 and resident_id = $2 and relation = 'CHILD'
                      and status = 'ACCEPTED'
                    """,
                    child.bucket(),
                    child.uuid()))
        .map(
            rows -> {
              Set<Id> accounts = new HashSet<>();
              rows.forEach(row -> accounts.add(new Id(IdType.ACCOUNT, row.getUUID("account_id"))));
              return accounts;
            });
  }

  /** Makes an account guardian of a child, whether it had wished so or not. Answers the proxy. */
  Uni<Id> guard(SqlTx tx, Resident child, Id account, GuardianProof proof, Caller by) {
    Id fresh = ids.beside(IdType.PROXY, child.id());
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.query(
            """
            insert into proxy (bucket, id, resident_id, record_id, account_id, relation, status,
                               requested_at, decided_at, proof_type)
            values ($1, $2, $3, $4, $5, 'CHILD', 'ACCEPTED', $6, $6, $7)
            on conflict (bucket, resident_id, account_id) where status in ('PENDING', 'ACCEPTED')
            do update set relation = 'CHILD', status = 'ACCEPTED', decided_at = excluded.decided_at,
                          proof_type = excluded.proof_type
            returning id
            """,
            fresh.bucket(),
            fresh.uuid(),
            child.id().uuid(),
            child.recordId().uuid(),
            account.uuid(),
            now,
            proof.type().name())
        .map(rows -> new Id(IdType.PROXY, rows.iterator().next().getUUID("id")))
        .call(id -> proven(tx, id, proof))
        .call(id -> remember(tx, id, ProxyStatus.ACCEPTED, by));
  }

  /** The paper's number is sealed to the proxy that it proves. */
  private Uni<Integer> proven(SqlTx tx, Id proxy, GuardianProof proof) {
    return tx.write(
        "update proxy set proof_enc = $3 where bucket = $1 and id = $2",
        proxy.bucket(),
        proxy.uuid(),
        Buffer.buffer(vault.seal(PROOF, proxy.uuid(), proof.number())));
  }

  /** Moves a proxy on; false when it is no longer in the state it was seen in. */
  Uni<Boolean> move(SqlTx tx, Proxy seen, ProxyStatus to, Caller by) {
    return tx.write(
            """
            update proxy set status = $3, decided_at = $4
            where bucket = $1 and id = $2 and status = $5
            """,
            seen.id().bucket(),
            seen.id().uuid(),
            to.name(),
            OffsetDateTime.now(clock),
            seen.status().name())
        .call(moved -> remember(tx, seen.id(), to, by))
        .map(moved -> moved == 1);
  }

  private Uni<Integer> remember(SqlTx tx, Id proxy, ProxyStatus to, Caller by) {
    return tx.write(
        """
        insert into proxy_history (bucket, id, proxy_id, status, actor, at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        proxy.bucket(),
        ids.beside(IdType.EVENT, proxy).uuid(),
        proxy.uuid(),
        to.name(),
        by.name(),
        OffsetDateTime.now(clock));
  }

  private static List<Proxy> read(RowSet<Row> rows) {
    List<Proxy> list = new ArrayList<>();
    rows.forEach(
        row ->
            list.add(
                new Proxy(
                    new Id(IdType.PROXY, row.getUUID("id")),
                    new Id(IdType.RESIDENT, row.getUUID("resident_id")),
                    new Id(IdType.ACCOUNT, row.getUUID("account_id")),
                    Relation.valueOf(row.getString("relation")),
                    ProxyStatus.valueOf(row.getString("status")),
                    row.getOffsetDateTime("requested_at"))));
    return list;
  }
}
