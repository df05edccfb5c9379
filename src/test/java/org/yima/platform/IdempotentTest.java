package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.PostgresResource;
import org.yima.Reactive;

/**
 * A command is carried out once. How: its effect is an audit entry about the aggregate it makes, so
 * the entries that committed are counted.
 */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class IdempotentTest {
  /** {@code ./verify --full} runs more. */
  private static final int REQUESTS = 8 * Integer.getInteger("yima.scale", 1);

  private static final String OPERATION = "test.make";

  @Inject Idempotent idempotent;
  @Inject BlindIndex index;
  @Inject Ids ids;

  enum Tool {
    SQL,
    SESSION
  }

  /** What the caller sends. */
  public record Body(String title, long amount, List<String> lines) {}

  /** What the command answers. */
  public record Made(Id id, String title) {}

  /** Whatever ends a server in the middle of its work. */
  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Body BODY = new Body("a", 100, List.of("x", "y"));

  private final Caller caller = caller();

  private static Caller caller() {
    return new Caller(
        Role.RESIDENT,
        Optional.of(Id.of(IdType.ACCOUNT, 7, 1_790_000_000_000L, new Random().nextLong())),
        Optional.empty(),
        Optional.empty());
  }

  private Idempotent.Command command(String key, Object body) {
    return new Idempotent.Command(caller, OPERATION, key, body, () -> ids.founding(IdType.BILL));
  }

  private Uni<Made> send(Tool tool, String key, Object body, BiFunction<Id, Tx, Uni<Made>> work) {
    return switch (tool) {
      case SQL -> idempotent.tx(command(key, body), Made.class, work::apply);
      case SESSION -> idempotent.session(command(key, body), Made.class, work::apply);
    };
  }

  private Made sent(Tool tool, String key, Object body, BiFunction<Id, Tx, Uni<Made>> work) {
    return Reactive.await(() -> send(tool, key, body, work));
  }

  private Uni<Made> make(Id id, Tx tx) {
    return tx.audit(AuditEntry.of(caller, OPERATION, id)).replaceWith(new Made(id, "made"));
  }

  private static Uni<Made> never(Id id, Tx tx) {
    throw new AssertionError("carried out again");
  }

  private static Problem problem(Throwable failure) {
    assertThat(failure).isInstanceOf(Problem.class);
    return (Problem) failure;
  }

  private long effects() {
    return TestDatabase.number(
        "select count(*) from audit_entry where actor = ? and action = ?",
        caller.name(),
        OPERATION);
  }

  private byte[] scope(String key) {
    return index.of("idempotency", caller.name() + '\n' + OPERATION + '\n' + key);
  }

  private void leaseRunsOut(String key) {
    assertThat(
            TestDatabase.update(
                "update idempotency set lease_until = now() - interval '1 second' where scope = ? and state = 'CLAIMED'",
                scope(key)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theSameKeyAndBodyGiveTheSameAnswer(Tool tool) {
    String key = "same-key-same-body-" + tool;
    Made first = sent(tool, key, BODY, this::make);
    assertThat(sent(tool, key, BODY, IdempotentTest::never)).isEqualTo(first);
    assertThat(sent(tool, key, new Body("a", 100, List.of("x", "y")), IdempotentTest::never))
        .isEqualTo(first);
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    String key = "order-of-fields-key";
    Made first =
        sent(
            Tool.SQL,
            key,
            new JsonObject("{\"a\":{\"x\":1,\"y\":2},\"b\":3}").getMap(),
            this::make);
    assertThat(
            sent(
                Tool.SQL,
                key,
                new JsonObject("{\"b\":3,\"a\":{\"y\":2,\"x\":1}}").getMap(),
                IdempotentTest::never))
        .isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void anotherBodyIsRefusedAndTheFieldsNamed(Tool tool) {
    String key = "same-key-other-body-" + tool;
    sent(tool, key, BODY, this::make);
    assertThatThrownBy(
            () -> sent(tool, key, new Body("b", 100, List.of("y", "x")), IdempotentTest::never))
        .satisfies(
            failure -> {
              assertThat(problem(failure).type()).isEqualTo(PlatformProblem.IDEMPOTENCY_MISMATCH);
              assertThat(problem(failure).errors())
                  .containsExactly(
                      new Problem.FieldError("/lines", "differs"),
                      new Problem.FieldError("/title", "differs"));
            });
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void theSameKeyOfAnotherCallerOrOperationIsAnotherKey() {
    String key = "key-of-two-callers";
    sent(Tool.SQL, key, BODY, this::make);
    Caller other = caller();
    Idempotent.Command theirs =
        new Idempotent.Command(other, OPERATION, key, BODY, () -> ids.founding(IdType.BILL));
    Idempotent.Command elsewhere =
        new Idempotent.Command(caller, "test.other", key, BODY, () -> ids.founding(IdType.BILL));
    Made one = Reactive.await(() -> idempotent.tx(theirs, Made.class, this::make));
    Made two = Reactive.await(() -> idempotent.tx(elsewhere, Made.class, this::make));
    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(effects()).isEqualTo(3);
  }

  @Test
  void aMissingOrMalformedKeyIsRefused() {
    for (String key :
        new String[] {
          null, "", "too-short", "x".repeat(129), "with-a-newline-\n-key", "键键键键键键键键键键键键键键键键"
        }) {
      assertThatThrownBy(() -> sent(Tool.SQL, key, BODY, IdempotentTest::never))
          .satisfies(
              failure ->
                  assertThat(problem(failure).type())
                      .isEqualTo(PlatformProblem.IDEMPOTENCY_MISSING));
    }
  }

  /** The first request stands in the middle of its transaction while the second comes. */
  @ParameterizedTest
  @EnumSource
  void whileTheFirstIsCarriedOutTheSecondIsToldToWait(Tool tool) {
    String key = "two-at-the-same-time-" + tool;
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Made> first =
        Reactive.start(
            () ->
                send(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> make(id, tx).call(() -> Reactive.pause(entered, goOn))));
    Reactive.await(entered);
    assertThatThrownBy(() -> sent(tool, key, BODY, IdempotentTest::never))
        .satisfies(IdempotentTest::inFlight);
    goOn.complete(null);
    Made made = Reactive.await(first);
    assertThat(sent(tool, key, BODY, IdempotentTest::never)).isEqualTo(made);
    assertThat(effects()).isEqualTo(1);
  }

  private static void inFlight(Throwable failure) {
    assertThat(problem(failure).type()).isEqualTo(PlatformProblem.IDEMPOTENCY_IN_FLIGHT);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsRememberedWithItsFields(Tool tool) {
    String key = "a-final-refusal-" + tool;
    BiFunction<Id, Tx, Uni<Made>> refusing =
        (id, tx) ->
            make(id, tx)
                .invoke(
                    done -> {
                      throw PlatformProblem.STALE.problem().at("/version", "stale");
                    });
    for (int i = 0; i < 3; i++) {
      BiFunction<Id, Tx, Uni<Made>> work = i == 0 ? refusing : IdempotentTest::never;
      assertThatThrownBy(() -> sent(tool, key, BODY, work))
          .satisfies(
              failure -> {
                Problem refusal = problem(failure);
                assertThat(refusal.type().code()).isEqualTo("precondition.stale");
                assertThat(refusal.type().status()).isEqualTo(412);
                assertThat(refusal.type().zh()).isEqualTo(PlatformProblem.STALE.zh());
                assertThat(refusal.type().en()).isEqualTo(PlatformProblem.STALE.en());
                assertThat(refusal.type().retryable()).isFalse();
                assertThat(refusal.errors())
                    .containsExactly(new Problem.FieldError("/version", "stale"));
              });
    }
    assertThat(effects()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalThatMayPassFreesTheKey(Tool tool) {
    String key = "a-passing-refusal-" + tool;
    assertThatThrownBy(
            () ->
                sent(
                    tool,
                    key,
                    BODY,
                    (id, tx) ->
                        make(id, tx)
                            .invoke(
                                done -> {
                                  throw PlatformProblem.UNAVAILABLE.problem();
                                })))
        .satisfies(
            failure -> assertThat(problem(failure).type()).isEqualTo(PlatformProblem.UNAVAILABLE));
    sent(tool, key, BODY, this::make);
    assertThat(effects()).isEqualTo(1);
  }

  /** The work dies of something that is no answer, and who asked need not wait for the lease. */
  @ParameterizedTest
  @EnumSource
  void afterAFaultTheRetryWorksAtOnceUnderTheSameId(Tool tool) {
    String key = "a-fault-in-between-" + tool;
    List<Id> drawn = new ArrayList<>();
    assertThatThrownBy(
            () ->
                sent(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> {
                      drawn.add(id);
                      return make(id, tx)
                          .invoke(
                              done -> {
                                throw new PowerCut();
                              });
                    }))
        .isInstanceOf(PowerCut.class);
    Made made = sent(tool, key, BODY, this::make);
    assertThat(drawn).containsExactly(made.id());
    assertThat(effects()).isEqualTo(1);
  }

  /** The slow first one breaks off when another has the claim: that one's lease goes on. */
  @ParameterizedTest
  @EnumSource
  void whoLostTheLeaseDoesNotEndAnothers(Tool tool) {
    String key = "a-slow-first-fault-" + tool;
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Made> slow =
        Reactive.start(
            () ->
                send(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> Reactive.pause(entered, goOn).replaceWith(() -> cut())));
    Reactive.await(entered);
    leaseRunsOut(key);
    CompletableFuture<Void> taken = new CompletableFuture<>();
    CompletableFuture<Void> finish = new CompletableFuture<>();
    CompletableFuture<Made> second =
        Reactive.start(
            () ->
                send(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> make(id, tx).call(() -> Reactive.pause(taken, finish))));
    Reactive.await(taken);
    goOn.complete(null);
    assertThatThrownBy(() -> Reactive.await(slow)).isInstanceOf(PowerCut.class);
    assertThatThrownBy(() -> sent(tool, key, BODY, IdempotentTest::never))
        .satisfies(IdempotentTest::inFlight);
    finish.complete(null);
    Made made = Reactive.await(second);
    assertThat(sent(tool, key, BODY, IdempotentTest::never)).isEqualTo(made);
    assertThat(effects()).isEqualTo(1);
  }

  private static Made cut() {
    throw new PowerCut();
  }

  /** The first was slow, not dead: its lease ran out, another finished, so it must not commit. */
  @ParameterizedTest
  @EnumSource
  void whoLostTheLeaseDoesNotCommit(Tool tool) {
    String key = "a-slow-first-request-" + tool;
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Made> slow =
        Reactive.start(
            () ->
                send(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> make(id, tx).call(() -> Reactive.pause(entered, goOn))));
    Reactive.await(entered);
    leaseRunsOut(key);
    Made made = sent(tool, key, BODY, this::make);
    goOn.complete(null);
    assertThatThrownBy(() -> Reactive.await(slow)).satisfies(IdempotentTest::inFlight);
    assertThat(effects()).isEqualTo(1);
    assertThat(sent(tool, key, BODY, IdempotentTest::never)).isEqualTo(made);
  }

  /** The slow first one comes to a refusal, but the answer that was given stands. */
  @ParameterizedTest
  @EnumSource
  void whoLostTheLeaseDoesNotRefuseEither(Tool tool) {
    String key = "a-slow-first-refusal-" + tool;
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Made> slow =
        Reactive.start(
            () ->
                send(
                    tool,
                    key,
                    BODY,
                    (id, tx) -> Reactive.pause(entered, goOn).replaceWith(() -> refuse())));
    Reactive.await(entered);
    leaseRunsOut(key);
    Made made = sent(tool, key, BODY, this::make);
    goOn.complete(null);
    assertThatThrownBy(() -> Reactive.await(slow)).satisfies(IdempotentTest::inFlight);
    assertThat(sent(tool, key, BODY, IdempotentTest::never)).isEqualTo(made);
  }

  private static Made refuse() {
    throw PlatformProblem.STALE.problem();
  }

  /**
   * Property: however duplicates of several requests, crashes among them, fall together, each
   * request has its effect once and all its senders get the same answer. A sender that is told to
   * wait asks again, and one whose request broke off as well.
   */
  @Test
  void duplicatesThatFallTogetherAreCarriedOutOnce() {
    long seed = 20_261_103;
    Random random = new Random(seed);
    List<Integer> arrivals = new ArrayList<>();
    for (int request = 0; request < REQUESTS; request++) {
      arrivals.addAll(Collections.nCopies(2 + random.nextInt(6), request));
    }
    Collections.shuffle(arrivals, random);
    List<AtomicInteger> crashes = new ArrayList<>();
    for (int request = 0; request < REQUESTS; request++) {
      crashes.add(new AtomicInteger(random.nextInt(2)));
    }
    List<CompletableFuture<Made>> senders =
        arrivals.stream().map(request -> sender(request, crashes.get(request))).toList();
    List<List<Made>> answers = new ArrayList<>();
    for (int request = 0; request < REQUESTS; request++) {
      answers.add(new ArrayList<>());
    }
    for (int i = 0; i < senders.size(); i++) {
      answers.get(arrivals.get(i)).add(Reactive.await(senders.get(i)));
    }
    assertThat(answers)
        .as("seed " + seed)
        .allSatisfy(same -> assertThat(same.stream().distinct()).hasSize(1));
    assertThat(effects()).as("seed " + seed).isEqualTo(REQUESTS);
  }

  private CompletableFuture<Made> sender(int request, AtomicInteger crashes) {
    String key = "duplicates-falling-together-" + request;
    Tool tool = request % 2 == 0 ? Tool.SQL : Tool.SESSION;
    return Reactive.start(() -> send(tool, key, BODY, (id, tx) -> made(id, tx, crashes)))
        .exceptionallyCompose(
            failure -> {
              if (!(failure instanceof PowerCut)) {
                inFlight(failure);
              }
              return sender(request, crashes);
            });
  }

  private Uni<Made> made(Id id, Tx tx, AtomicInteger crashes) {
    return make(id, tx)
        .invoke(
            done -> {
              if (crashes.getAndDecrement() > 0) {
                throw new PowerCut();
              }
            });
  }

  /** Answers may hold personal data, so neither they nor what was asked rest readable. */
  @Test
  void neitherAnswerNorBodyRestsReadable() {
    String key = "what-rests-is-not-readable";
    sent(
        Tool.SQL,
        key,
        new Body("very-personal", 1, List.of()),
        (id, tx) -> Uni.createFrom().item(new Made(id, "very-personal")));
    assertThat(
            TestDatabase.text(
                "select fields::text || encode(reply, 'escape') from idempotency where scope = ?",
                scope(key)))
        .doesNotContain("very-personal");
  }
}
