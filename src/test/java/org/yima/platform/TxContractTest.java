package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.PostgresResource;
import org.yima.Reactive;

/**
 * What every transaction promises, whichever tool it uses. How: each test runs over the reactive
 * client and over a Hibernate Reactive session, and looks at the tables as their owner.
 */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class TxContractTest {
  @Inject Database database;
  @Inject Ids ids;
  @Inject GatewayPool gateways;

  enum Tool {
    SQL,
    SESSION
  }

  private <T> T run(Tool tool, Function<Tx, Uni<T>> work) {
    return Reactive.await(() -> opened(tool, work));
  }

  private <T> Uni<T> opened(Tool tool, Function<Tx, Uni<T>> work) {
    return switch (tool) {
      case SQL -> database.tx(work::apply);
      case SESSION -> database.session(work::apply);
    };
  }

  private static Uni<Integer> change(Tx tx, Id subject) {
    return tx.write(
        """
        insert into idempotency (bucket, scope, fields, aggregate, lease_until)
        values ($1, decode($2, 'hex'), cast('{}' as jsonb), $2, now())
        """,
        subject.bucket(),
        hex(subject));
  }

  private static String hex(Id subject) {
    return subject.uuid().toString().replace("-", "");
  }

  private Uni<Void> changeAndTell(Tx tx, Id subject) {
    return change(tx, subject)
        .chain(
            changed ->
                tx.emit(
                    Event.of(
                        "test.changed",
                        subject,
                        new JsonObject().put("text", "it's \"quoted\" 码 ? $1 :x"),
                        "test/one",
                        "test/two")))
        .chain(
            told ->
                tx.audit(
                    AuditEntry.of(Caller.ANYONE, "test.changed", subject).with("why", "a ? b")));
  }

  private static long rows(String table, Id subject) {
    return TestDatabase.number(
        switch (table) {
          case "outbox" -> "select count(*) from outbox where subject = ?";
          case "audit_entry" -> "select count(*) from audit_entry where subject = ?";
          default -> "select count(*) from idempotency where aggregate = ?";
        },
        table.equals("idempotency") ? hex(subject) : subject.toString());
  }

  private static void allOrNothing(Id subject, long expected) {
    assertThat(rows("idempotency", subject)).isEqualTo(expected);
    assertThat(rows("outbox", subject)).isEqualTo(expected);
    assertThat(rows("audit_entry", subject)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void theChangeItsEventAndItsAuditCommitTogether(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    run(tool, tx -> changeAndTell(tx, subject));
    allOrNothing(subject, 1);
    assertThat(
            TestDatabase.text(
                "select payload ->> 'text' from outbox where subject = ?", subject.toString()))
        .isEqualTo("it's \"quoted\" 码 ? $1 :x");
    assertThat(
            TestDatabase.text(
                "select array_to_string(feeds, '+') || type || bucket || relayed from outbox where subject = ?",
                subject.toString()))
        .isEqualTo("test/one+test/two" + "test.changed" + subject.bucket() + "false");
    assertThat(
            TestDatabase.text(
                "select actor || action || bucket || (detail ->> 'why') from audit_entry where subject = ?",
                subject.toString()))
        .isEqualTo("ANYONE:-" + "test.changed" + subject.bucket() + "a ? b");
  }

  /** One that held a connection and waited for another could wait for itself under load. */
  @ParameterizedTest
  @EnumSource
  void takesNoSecondConnectionAndCallsNoGateway(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    List<Supplier<Uni<?>>> others =
        List.of(
            () -> database.query("select 1"),
            () -> database.tx(tx -> tx.query("select 1")),
            () -> database.session(tx -> tx.write("select 1")),
            () -> gateways.call(Gateway.SMS, () -> "sent"));

    others.forEach(
        other ->
            assertThatThrownBy(
                    () -> run(tool, tx -> change(tx, subject).chain(done -> other.get())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("in a transaction"));
    assertThat(rows("idempotency", subject)).isZero();
    Reactive.await(
        () -> opened(tool, tx -> change(tx, subject)).chain(() -> database.query("select 1")));
    assertThat(rows("idempotency", subject)).isEqualTo(1);
  }

  private Uni<Void> audited(Id subject) {
    return database.audited(
        AuditEntry.of(Caller.ANYONE, "test.changed", subject).with("why", "a ? b"),
        """
        made as (
          insert into idempotency (bucket, scope, fields, aggregate, lease_until)
          values ($9, decode($10, 'hex'), cast('{}' as jsonb), $10, now()))
        """,
        subject.bucket(),
        hex(subject));
  }

  @Test
  void anAuditedStatementCommitsWithItsLineOrNotAtAll() {
    Id subject = ids.founding(IdType.BILL);
    Reactive.await(() -> audited(subject));
    assertThat(rows("idempotency", subject)).isEqualTo(1);
    assertThat(
            TestDatabase.text(
                "select actor || action || bucket || (detail ->> 'why') from audit_entry where subject = ?",
                subject.toString()))
        .isEqualTo("ANYONE:-" + "test.changed" + subject.bucket() + "a ? b");

    assertThatThrownBy(() -> Reactive.await(() -> audited(subject)))
        .satisfies(failure -> assertThat(Database.sqlState(failure)).contains("23505"));
    assertThat(rows("audit_entry", subject)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anEventWithoutFeedsIsInNoFeed(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    run(tool, tx -> tx.emit(Event.of("test.quiet", subject, new JsonObject())));
    assertThat(
            TestDatabase.number(
                "select cardinality(feeds) from outbox where subject = ?", subject.toString()))
        .isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aFailureTakesAllOfItBack(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    assertThatThrownBy(
            () ->
                run(
                    tool,
                    tx ->
                        changeAndTell(tx, subject)
                            .chain(
                                done ->
                                    Uni.createFrom()
                                        .<Void>failure(PlatformProblem.STALE.problem()))))
        .isInstanceOf(Problem.class)
        .hasMessage("precondition.stale");
    allOrNothing(subject, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aThrowTakesAllOfItBack(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    assertThatThrownBy(
            () ->
                run(
                    tool,
                    tx ->
                        changeAndTell(tx, subject)
                            .invoke(
                                done -> {
                                  throw PlatformProblem.STALE.problem();
                                })))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(
            () ->
                run(
                    tool,
                    tx -> {
                      throw PlatformProblem.STALE.problem();
                    }))
        .isInstanceOf(Problem.class);
    allOrNothing(subject, 0);
  }

  /** A job's rows run side by side on one context: what one does is its own. */
  @ParameterizedTest
  @EnumSource
  void whatFailsBesideAnotherTakesNothingOfItBack(Tool tool) {
    List<Id> subjects = Stream.generate(() -> ids.founding(IdType.BILL)).limit(8).toList();
    Reactive.await(
        () ->
            Multi.createFrom()
                .iterable(subjects)
                .onItem()
                .transformToUni(
                    subject ->
                        opened(
                                tool,
                                tx ->
                                    changeAndTell(tx, subject)
                                        .invoke(() -> failEverySecond(subjects.indexOf(subject))))
                            .onFailure(Problem.class)
                            .recoverWithNull())
                .merge(subjects.size())
                .collect()
                .last());
    for (int i = 0; i < subjects.size(); i++) {
      allOrNothing(subjects.get(i), i % 2 == 0 ? 1 : 0);
    }
  }

  private static void failEverySecond(int place) {
    if (place % 2 == 1) {
      throw PlatformProblem.STALE.problem();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedStatementTakesAllOfItBackAndIsNamed(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    assertThatThrownBy(
            () -> run(tool, tx -> changeAndTell(tx, subject).chain(done -> change(tx, subject))))
        .satisfies(
            failure -> {
              assertThat(Database.sqlState(failure)).contains("23505");
              assertThat(Database.constraint(failure)).contains("idempotency_pkey");
            });
    allOrNothing(subject, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aWriteAnswersHowManyRowsItTouched(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    int inserted = run(tool, tx -> change(tx, subject));
    int deleted =
        run(
            tool,
            tx ->
                tx.write(
                    "delete from idempotency where bucket = $1 and aggregate = $2",
                    subject.bucket(),
                    "nobody's"));
    assertThat(inserted).isEqualTo(1);
    assertThat(deleted).isZero();
  }

  private static Uni<Integer> fails(Tx tx, String sqlState) {
    return tx.write("do $$ begin raise exception using errcode = '" + sqlState + "'; end $$");
  }

  /** The first two attempts run into a serialisation failure, as PostgreSQL would give one. */
  @ParameterizedTest
  @EnumSource
  void aSerialisationFailureIsTriedAgainAndHasItsEffectOnce(Tool tool) {
    Id subject = ids.founding(IdType.BILL);
    AtomicInteger attempts = new AtomicInteger();
    run(
        tool,
        tx ->
            changeAndTell(tx, subject)
                .call(
                    done ->
                        attempts.incrementAndGet() <= 2
                            ? fails(tx, "40001")
                            : Uni.createFrom().item(0)));
    assertThat(attempts).hasValue(3);
    allOrNothing(subject, 1);
  }

  @ParameterizedTest
  @EnumSource
  void tryingAgainEnds(Tool tool) {
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(
            () ->
                run(
                    tool,
                    tx -> {
                      attempts.incrementAndGet();
                      return fails(tx, "40P01");
                    }))
        .isNotNull();
    assertThat(attempts).hasValue(6);
  }

  @ParameterizedTest
  @EnumSource
  void otherFailuresAreNotTriedAgain(Tool tool) {
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(
            () ->
                run(
                    tool,
                    tx -> {
                      attempts.incrementAndGet();
                      return fails(tx, "23505");
                    }))
        .satisfies(failure -> assertThat(Database.sqlState(failure)).contains("23505"));
    assertThat(attempts).hasValue(1);
  }
}
