package org.yima.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out a command once per Idempotency-Key, however often it is sent.
 *
 * <p>How: the claim (hash of caller, operation and key; hash of the body; the id that the aggregate
 * will get; a lease) commits first. Then one transaction loads, decides, records and finishes the
 * claim with its answer. After a crash in between, the retry takes the claim over when its lease
 * has run out, and works under the same id; where the work broke off and we still live, the lease
 * ends with it. A final refusal is remembered like an answer; a retryable one frees the key.
 */
@ApplicationScoped
public class Idempotent {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String REPLY = "idempotency.reply";
  private static final String ANSWER = "idempotency.answer";

  private final Database database;
  private final Vault vault;
  private final BlindIndex index;
  private final ObjectMapper json;

  public Idempotent(Database database, Vault vault, BlindIndex index, ObjectMapper json) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.json = json;
  }

  /**
   * A command to be carried out once.
   *
   * @param operation stable name of the operation, such as {@code bills.create}
   * @param key the Idempotency-Key header as sent, or null when it is missing
   * @param body what was asked, path parameters included; compared field by field on a replay
   * @param makesId draws the id of the aggregate that the command makes
   * @param first what has to be done before the transaction and can't be part of it, such as a
   *     gateway's call; it is done once the claim is ours, and may be done again
   */
  public record Command(
      Caller caller,
      String operation,
      String key,
      Object body,
      Supplier<Id> makesId,
      Supplier<Uni<Void>> first) {
    public Command(Caller caller, String operation, String key, Object body, Supplier<Id> makesId) {
      this(caller, operation, key, body, makesId, () -> Uni.createFrom().voidItem());
    }
  }

  /** Carries the command out in a transaction of SQL statements. */
  public <T> Uni<T> tx(Command command, Class<T> type, BiFunction<Id, SqlTx, Uni<T>> work) {
    return run(
        command,
        type,
        claim -> database.tx(tx -> work.apply(claim.id, tx).call(t -> finish(tx, claim, t))));
  }

  /**
   * As {@link #tx}, where the answer is made after the command has committed: what it began has
   * been driven on, and what it looks like then is answered. The answer that is made first is kept
   * and answered to every replay, whatever has become of its subject since.
   *
   * @param show makes the answer of what the command left behind; it may run again when nobody was
   *     answered the first time
   */
  public <T, A> Uni<A> answering(
      Command command,
      Class<T> type,
      BiFunction<Id, SqlTx, Uni<T>> work,
      Class<A> answer,
      Function<T, Uni<A>> show) {
    return tx(command, type, work).chain(done -> once(command, done, answer, show));
  }

  private <T, A> Uni<A> once(Command command, T done, Class<A> answer, Function<T, Uni<A>> show) {
    return answered(scope(command), answer)
        .chain(
            kept ->
                kept.isPresent()
                    ? Uni.createFrom().item(kept.get())
                    : show.apply(done).chain(made -> keep(scope(command), made, answer)));
  }

  /** What {@link #prepared} writes down of what was learnt before. */
  @FunctionalInterface
  public interface Work<P, T> {
    Uni<T> in(SqlTx tx, Id id, P prepared);
  }

  /**
   * As {@link #answering}, where something has to be learnt of others before the transaction, such
   * as who would pay what. It is learnt under the claim, so a replay of what is done asks nobody;
   * after a crash it is learnt anew.
   */
  public <P, T, A> Uni<A> prepared(
      Command command,
      Supplier<Uni<P>> prepare,
      Class<T> type,
      Work<P, T> work,
      Class<A> answer,
      Function<T, Uni<A>> show) {
    return run(
            command,
            type,
            claim ->
                prepare
                    .get()
                    .chain(
                        ready ->
                            database.tx(
                                tx ->
                                    work.in(tx, claim.id, ready).call(t -> finish(tx, claim, t)))))
        .chain(done -> once(command, done, answer, show));
  }

  private <A> Uni<Optional<A>> answered(byte[] scope, Class<A> type) {
    return database
        .query(
            """
            select answer from idempotency
            where bucket = $1 and scope = $2 and answer is not null
            """,
            Bucket.ofHash(scope),
            scope)
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                        read(
                            vault.open(
                                ANSWER,
                                UUID.nameUUIDFromBytes(scope),
                                rows.iterator().next().getBuffer("answer").getBytes()),
                            type)));
  }

  /** Of two that make the answer at the same time, both answer what was kept first. */
  private <A> Uni<A> keep(byte[] scope, A made, Class<A> type) {
    String text = write(made);
    return database
        .query(
            """
            update idempotency set answer = $3
            where bucket = $1 and scope = $2 and state = 'DONE' and answer is null
            """,
            Bucket.ofHash(scope),
            scope,
            Buffer.buffer(vault.seal(ANSWER, UUID.nameUUIDFromBytes(scope), text)))
        .chain(
            kept ->
                kept.rowCount() == 1
                    ? Uni.createFrom().item(made)
                    : answered(scope, type).map(first -> first.orElse(made)));
  }

  /** Carries the command out in a transaction over a Hibernate Reactive session. */
  public <T> Uni<T> session(
      Command command, Class<T> type, BiFunction<Id, SessionTx, Uni<T>> work) {
    return run(
        command,
        type,
        claim -> database.session(tx -> work.apply(claim.id, tx).call(t -> finish(tx, claim, t))));
  }

  /**
   * A claim of ours.
   *
   * @param until end of the lease under which the work is done; it tells our claim from another's
   */
  private record Claim(int bucket, byte[] scope, Id id, OffsetDateTime until) {
    Claim leased(OffsetDateTime end) {
      return new Claim(bucket, scope, id, end);
    }

    /** Vault rows are named by a UUID; a claim's is made of its scope's hash. */
    UUID row() {
      return UUID.nameUUIDFromBytes(scope);
    }
  }

  private record Refusal(
      String code, int status, String zh, String en, List<Problem.FieldError> errors)
      implements ProblemType {
    @Override
    public Entry entry() {
      return new Entry(code, status, false, zh, en);
    }

    static Refusal of(Problem problem) {
      ProblemType type = problem.type();
      return new Refusal(type.code(), type.status(), type.zh(), type.en(), problem.errors());
    }
  }

  private <T> Uni<T> run(Command command, Class<T> type, Function<Claim, Uni<T>> work) {
    String key = command.key();
    if (key == null || !key.matches("[\\x20-\\x7e]{16,128}")) {
      return Uni.createFrom().failure(PlatformProblem.IDEMPOTENCY_MISSING.problem());
    }
    JsonNode body = json.valueToTree(command.body());
    byte[] scope = scope(command);
    Claim fresh = new Claim(Bucket.ofHash(scope), scope, command.makesId().get(), null);
    return claim(fresh, fields(body))
        .chain(
            row -> {
              Function<Claim, Uni<T>> all =
                  own -> command.first().get().chain(() -> work.apply(own));
              return row.getString("state") == null
                  ? perform(fresh.leased(row.getOffsetDateTime("lease_until")), all)
                  : replay(fresh, body, row, type, all);
            });
  }

  private byte[] scope(Command command) {
    return index.of(
        "idempotency", command.caller().name() + '\n' + command.operation() + '\n' + command.key());
  }

  /** Commits the claim; a row without a state when it is ours, else the row that was there. */
  private Uni<Row> claim(Claim claim, JsonObject fields) {
    return database
        .query(
            """
            insert into idempotency (bucket, scope, fields, aggregate, lease_until)
            values ($1, $2, $3, $4, now() + make_interval(secs => $5))
            on conflict (bucket, scope) do nothing returning null::text as state, lease_until
            """,
            claim.bucket,
            claim.scope,
            fields,
            claim.id.toString(),
            LEASE.toMillis() / 1000.0)
        .chain(
            inserted ->
                inserted.rowCount() == 1
                    ? Uni.createFrom().item(inserted.iterator().next())
                    : database
                        .query(
                            """
                            select fields, aggregate, state, reply from idempotency
                            where bucket = $1 and scope = $2
                            """,
                            claim.bucket,
                            claim.scope)
                        .map(
                            rows -> {
                              if (rows.rowCount() == 0) {
                                // It was freed between the two statements: the caller may retry.
                                throw PlatformProblem.IDEMPOTENCY_IN_FLIGHT.problem();
                              }
                              return rows.iterator().next();
                            }));
  }

  private <T> Uni<T> replay(
      Claim asked, JsonNode body, Row row, Class<T> type, Function<Claim, Uni<T>> work) {
    List<Problem.FieldError> differences = differences(row.getJsonObject("fields"), fields(body));
    if (!differences.isEmpty()) {
      return Uni.createFrom()
          .failure(PlatformProblem.IDEMPOTENCY_MISMATCH.problem().with(differences));
    }
    Id aggregate =
        Id.parse(row.getString("aggregate"))
            .orElseThrow(() -> new IllegalStateException("a claim without an aggregate id"));
    Claim stored = new Claim(asked.bucket, asked.scope, aggregate, null);
    return switch (row.getString("state")) {
      case "DONE" -> Uni.createFrom().item(() -> read(opened(stored, row), type));
      case "REFUSED" ->
          Uni.createFrom()
              .failure(
                  () -> {
                    Refusal refusal = read(opened(stored, row), Refusal.class);
                    return refusal.problem().with(refusal.errors());
                  });
      default -> takeOver(stored).chain(until -> perform(stored.leased(until), work));
    };
  }

  private String opened(Claim claim, Row row) {
    return vault.open(REPLY, claim.row(), row.getBuffer("reply").getBytes());
  }

  private Uni<OffsetDateTime> takeOver(Claim claim) {
    return database
        .query(
            """
            update idempotency set lease_until = now() + make_interval(secs => $3)
            where bucket = $1 and scope = $2 and state = 'CLAIMED' and lease_until < now()
            returning lease_until
            """,
            claim.bucket,
            claim.scope,
            LEASE.toMillis() / 1000.0)
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw PlatformProblem.IDEMPOTENCY_IN_FLIGHT.problem().retryAfter(1);
              }
              return rows.iterator().next().getOffsetDateTime("lease_until");
            });
  }

  private <T> Uni<T> perform(Claim claim, Function<Claim, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> work.apply(claim))
        .onFailure()
        .recoverWithUni(
            failure ->
                failure instanceof Problem problem
                    ? refused(claim, problem)
                    : let(claim).chain(free -> Uni.createFrom().failure(failure)));
  }

  /**
   * Ends the lease of work that broke off, so that a retry may take the claim over at once, under
   * the same id. Should its transaction have committed nevertheless, the claim is finished and
   * nothing is left to be taken over; should it still be committing, the one that takes over waits
   * for it at the claim's row and finds it finished. Where the database is away, the lease runs
   * out.
   */
  private Uni<Void> let(Claim claim) {
    return database
        .query(
            """
            update idempotency set lease_until = now() - interval '1 microsecond'
            where bucket = $1 and scope = $2 and state = 'CLAIMED' and lease_until = $3
            """,
            claim.bucket,
            claim.scope,
            claim.until)
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /**
   * Fails with the problem once it is remembered, or forgotten. When another has finished the claim
   * meanwhile, its answer stands, and this fails as in flight instead.
   */
  private <T> Uni<T> refused(Claim claim, Problem problem) {
    return settleRefusal(claim, problem).chain(settled -> Uni.createFrom().failure(problem));
  }

  private Uni<Void> settleRefusal(Claim claim, Problem problem) {
    if (problem.type().retryable()) {
      return database
          .query(
              "delete from idempotency where bucket = $1 and scope = $2 and state = 'CLAIMED'",
              claim.bucket,
              claim.scope)
          .replaceWithVoid();
    }
    return database.tx(tx -> finish(tx, claim, "REFUSED", Refusal.of(problem)));
  }

  private Uni<Void> finish(Tx tx, Claim claim, Object reply) {
    return finish(tx, claim, "DONE", reply);
  }

  private Uni<Void> finish(Tx tx, Claim claim, String state, Object reply) {
    return tx.write(
            """
            update idempotency set state = $3, reply = $4
            where bucket = $1 and scope = $2 and state = 'CLAIMED'
            """,
            claim.bucket,
            claim.scope,
            state,
            vault.seal(REPLY, claim.row(), write(reply)))
        .invoke(
            finished -> {
              // Another has finished it since our lease ran out: what we did must not commit.
              if (finished != 1) {
                throw PlatformProblem.IDEMPOTENCY_IN_FLIGHT.problem();
              }
            })
        .replaceWithVoid();
  }

  /** Each top-level field's keyed hash: enough to name what differs, nothing to read. */
  private JsonObject fields(JsonNode body) {
    JsonObject hashes = new JsonObject();
    if (body.isObject()) {
      body.properties().forEach(field -> hashes.put(field.getKey(), hash(field.getValue())));
    } else {
      hashes.put("", hash(body));
    }
    return hashes;
  }

  private String hash(JsonNode value) {
    byte[] hash = index.of("idempotency-field", canonical(value).toString());
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private JsonNode canonical(JsonNode value) {
    if (value.isObject()) {
      var sorted = json.createObjectNode();
      new TreeSet<>(iterable(value)).forEach(n -> sorted.set(n, canonical(value.get(n))));
      return sorted;
    }
    if (value.isArray()) {
      var items = json.createArrayNode();
      value.forEach(item -> items.add(canonical(item)));
      return items;
    }
    return value;
  }

  private static List<String> iterable(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<Problem.FieldError> differences(JsonObject before, JsonObject now) {
    TreeSet<String> names = new TreeSet<>(before.fieldNames());
    names.addAll(now.fieldNames());
    return names.stream()
        .filter(name -> !java.util.Objects.equals(before.getValue(name), now.getValue(name)))
        .map(name -> new Problem.FieldError(name.isEmpty() ? "" : "/" + name, "differs"))
        .toList();
  }

  private String write(Object reply) {
    try {
      return json.writeValueAsString(reply);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that is not JSON: " + reply.getClass(), e);
    }
  }

  private <T> T read(String reply, Class<T> type) {
    try {
      return json.readValue(reply.getBytes(StandardCharsets.UTF_8), type);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a stored answer that no longer reads as " + type, e);
    }
  }
}
