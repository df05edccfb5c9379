package org.yima.institution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** Reads institutions. */
@ApplicationScoped
public class Institutions {
  private static final String SELECT =
      """
      select id, kind, name, code, domain, wechat_sub_mchid, fixmedins_code, admdvs, endpoint,
             response_key_id
      from institution
      """;

  private final Database database;
  private final Cache<Id, Institution> known;

  /**
   * @param kept how long another server's change of an institution may stay unseen here
   */
  public Institutions(
      Database database,
      Clock clock,
      @ConfigProperty(name = "yima.institutions.kept", defaultValue = "PT30S") Duration kept) {
    this.database = database;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(kept)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** The institution; fails with {@code not-found} when there is none. */
  public Uni<Institution> get(Id id) {
    return find(id).map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** As above, on the caller's connection: a transaction never waits for a second one. */
  public Uni<Institution> get(SqlTx tx, Id id) {
    return tx.query(SELECT + "where id = $1", id.uuid())
        .map(rows -> first(rows).map(Institutions::read))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /**
   * The institution, if there is one. Every call of a counter asks for its own, so what was read is
   * kept for a while; that there is none is not.
   */
  public Uni<Optional<Institution>> find(Id id) {
    Institution kept = known.getIfPresent(id);
    return kept == null
        ? one(SELECT + "where id = $1", id.uuid())
            .invoke(found -> found.ifPresent(read -> known.put(id, read)))
        : Uni.createFrom().item(Optional.of(kept));
  }

  /** The hospital that assigns patient numbers in a domain. */
  public Uni<Optional<Institution>> ofDomain(String domain) {
    return one(SELECT + "where domain = $1", domain);
  }

  /** Whose these domains are, on the caller's connection; a domain of nobody's is missing. */
  public Uni<Map<String, Id>> ofDomains(SqlTx tx, Collection<String> domains) {
    return tx.query(SELECT + "where domain = any($1)", (Object) domains.toArray(String[]::new))
        .map(
            rows ->
                list(rows).stream()
                    .collect(Collectors.toMap(i -> i.domain().orElseThrow(), Institution::id)));
  }

  /** The one with that code, by which the operator knows it. */
  public Uni<Optional<Institution>> ofCode(String code) {
    return one(SELECT + "where code = $1", code);
  }

  /** At most {@code limit} of every kind that were made before {@code before}, newest first. */
  public Uni<List<Institution>> page(Optional<Id> before, int limit) {
    return database
        .query(
            SELECT + "where $1::uuid is null or id < $1 order by id desc limit $2",
            before.map(Id::uuid).orElse(null),
            limit)
        .map(Institutions::list);
  }

  /** All of a kind, newest first. */
  public Uni<List<Institution>> all(InstitutionKind kind) {
    return database
        .query(SELECT + "where kind = $1 order by id desc", kind.name())
        .map(Institutions::list);
  }

  /** At most {@code limit} of a kind that were made before {@code before}, newest first. */
  public Uni<List<Institution>> page(InstitutionKind kind, Optional<Id> before, int limit) {
    return database
        .query(
            SELECT + "where kind = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
            kind.name(),
            before.map(Id::uuid).orElse(null),
            limit)
        .map(Institutions::list);
  }

  /** The public key (EC P-256, RFC 7517 JSON) that an insurer signs its answers with. */
  public Uni<Optional<String>> responseKey(Id id) {
    return database
        .query(
            "select response_key from institution where id = $1 and response_key is not null",
            id.uuid())
        .map(
            rows ->
                first(rows).map(row -> row.getJsonObject("response_key")).map(JsonObject::encode));
  }

  private Uni<Optional<Institution>> one(String sql, Object key) {
    return database.query(sql, key).map(rows -> first(rows).map(Institutions::read));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static List<Institution> list(RowSet<Row> rows) {
    List<Institution> list = new ArrayList<>();
    rows.forEach(row -> list.add(read(row)));
    return list;
  }

  private static Institution read(Row row) {
    return new Institution(
        new Id(IdType.INSTITUTION, row.getUUID("id")),
        InstitutionKind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("code"),
        Optional.ofNullable(row.getString("domain")),
        Optional.ofNullable(row.getString("wechat_sub_mchid")),
        Optional.ofNullable(row.getString("fixmedins_code")),
        Optional.ofNullable(row.getString("admdvs")),
        Optional.ofNullable(row.getString("endpoint")),
        Optional.ofNullable(row.getString("response_key_id")));
  }
}
