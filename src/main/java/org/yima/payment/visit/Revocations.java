package org.yima.payment.visit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.payment.attempt.Attempts;
import org.yima.payment.attempt.MessageIds;
import org.yima.payment.attempt.Started;
import org.yima.payment.attention.Attention;
import org.yima.payment.attention.Reason;
import org.yima.payment.gateways.Desk;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * Takes back what nobody uses at the bureau: the intent is stored, the call made outside any
 * transaction, its outcome stored, and so on until nothing is left. A server that dies in between
 * leaves an intent whose outcome is unknown, which is asked again under the same message id.
 */
@ApplicationScoped
class Revocations implements Job {
  private static final Logger LOG = Logger.getLogger(Revocations.class);
  private static final int BATCH = 16;

  /** Longer than the longest call, so that nobody asks while another still waits. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  /** A slow bureau must not hold up the next round; what is under way goes on by itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Database database;
  private final BureauVisits visits;
  private final Institutions institutions;
  private final MessageIds messageIds;
  private final Attempts attempts;
  private final GatewayPool pool;
  private final MedicalInsurance bureau;
  private final Attention attention;
  private final Clock clock;

  Revocations(
      Database database,
      BureauVisits visits,
      Institutions institutions,
      MessageIds messageIds,
      Attempts attempts,
      GatewayPool pool,
      MedicalInsurance bureau,
      Attention attention,
      Clock clock) {
    this.database = database;
    this.visits = visits;
    this.institutions = institutions;
    this.messageIds = messageIds;
    this.attempts = attempts;
    this.pool = pool;
    this.bureau = bureau;
    this.attention = attention;
    this.clock = clock;
  }

  /** One intent that is stored and not yet carried out. */
  private record Work(BureauVisit visit, Revocation.Call call, Institution of, Id attempt) {}

  /** What came back; {@code mdtrtId} with the registration alone. */
  private record Answer(Revocation.Heard heard, Optional<String> mdtrtId, String code) {}

  @Override
  public String name() {
    return "bureau-visits-revoked";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Uni<Void> run() {
    return visits.due(BATCH).chain(due -> Started.each(due, this::started));
  }

  private Uni<Void> started(Id plan) {
    return Started.waitedFor(
        driven(plan)
            .onFailure()
            .invoke(
                failure -> LOG.warnf("plan=%s failed=%s", plan, failure.getClass().getSimpleName()))
            .onFailure()
            .recoverWithNull(),
        PATIENCE);
  }

  /** Takes one visit as far as it goes now. */
  private Uni<Void> driven(Id plan) {
    return database
        .tx(tx -> visits.lockDue(tx, plan).chain(found -> intend(tx, found)))
        .chain(
            work ->
                work.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : asked(work.get())
                        .chain(answer -> learnt(work.get(), answer))
                        .chain(() -> driven(plan)));
  }

  private Uni<Optional<Work>> intend(SqlTx tx, Optional<BureauVisit> due) {
    if (due.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    BureauVisit visit = due.get();
    Revocation.Call call = Revocation.call(visit);
    return institutions
        .get(tx, visit.institutionId())
        .chain(
            of ->
                msgid(tx, visit, of)
                    .map(msgid -> Revocation.begin(visit, msgid))
                    .chain(
                        begun ->
                            visits
                                .save(tx, begun, Optional.of(clock.instant().plus(LEASE)))
                                .chain(
                                    () ->
                                        attempts.begin(
                                            tx, visit.planId(), call.number(), begun.asked()))
                                .map(attempt -> Optional.of(new Work(begun, call, of, attempt)))));
  }

  private Uni<String> msgid(SqlTx tx, BureauVisit visit, Institution of) {
    return visit.asked().isEmpty()
        ? messageIds.next(
            tx,
            of.fixmedinsCode().orElseThrow(PlatformProblem.UNAVAILABLE::problem),
            visit.planId().toString())
        : Uni.createFrom().item(visit.asked());
  }

  /** Never fails: what throws is not known. */
  private Uni<Answer> asked(Work work) {
    return pool.call(Gateway.BUREAU, () -> ask(work))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Answer(
                    Revocation.Heard.UNKNOWN,
                    Optional.empty(),
                    failure.getClass().getSimpleName()));
  }

  private Answer ask(Work work) {
    VisitFacts facts = work.visit().facts();
    BureauCall call = Desk.bureauCall(work.of(), work.visit().asked(), facts.area());
    return switch (work.call()) {
      case REGISTER_AGAIN ->
          answer(bureau.register(call, facts.register()).map(done -> done.mdtrtId()));
      case TAKE_LINES_BACK -> answer(bureau.cancelDetails(call, facts.allLines()).map(done -> ""));
      case CANCEL_VISIT ->
          answer(bureau.cancelRegistration(call, facts.registration()).map(done -> ""));
    };
  }

  private static Answer answer(Outcome<String> outcome) {
    return outcome.fold(
        s ->
            new Answer(
                Revocation.Heard.DONE, Optional.of(s.value()).filter(id -> !id.isEmpty()), ""),
        p -> new Answer(Revocation.Heard.UNKNOWN, Optional.empty(), ""),
        d ->
            new Answer(
                d.retryable() ? Revocation.Heard.BUSY : Revocation.Heard.REFUSED,
                Optional.empty(),
                d.code()),
        u -> new Answer(Revocation.Heard.UNKNOWN, Optional.empty(), u.cause().name()));
  }

  private Uni<Void> learnt(Work work, Answer answer) {
    return database.tx(
        tx ->
            visits
                .lock(tx, work.visit().planId())
                .map(Optional::orElseThrow)
                .chain(
                    now ->
                        now.asked().equals(work.visit().asked())
                            ? learn(tx, now, answer)
                            : Uni.createFrom().voidItem())
                .chain(
                    () ->
                        attempts.end(tx, work.attempt(), outcome(answer.heard()), answer.code())));
  }

  private Uni<Void> learn(SqlTx tx, BureauVisit visit, Answer answer) {
    BureauVisit known =
        answer.mdtrtId().map(id -> visit.with(visit.facts().registered(id))).orElse(visit);
    Revocation.Step step = Revocation.learn(known, answer.heard(), clock.instant());
    return visits.save(tx, step.visit(), step.due()).chain(() -> told(tx, step.visit()));
  }

  private Uni<Void> told(SqlTx tx, BureauVisit visit) {
    if (visit.blocked()) {
      return attention.begin(
          tx, visit.planId(), Optional.empty(), Reason.VISIT_NOT_REVOKED, visit.institutionId());
    }
    return visit.state().over()
        ? attention.end(tx, visit.planId(), Reason.VISIT_NOT_REVOKED, visit.institutionId())
        : Uni.createFrom().voidItem();
  }

  private static Attempts.Outcome outcome(Revocation.Heard heard) {
    return switch (heard) {
      case DONE -> Attempts.Outcome.SUCCEEDED;
      case UNKNOWN -> Attempts.Outcome.UNKNOWN;
      case BUSY, REFUSED -> Attempts.Outcome.DECLINED;
    };
  }
}
