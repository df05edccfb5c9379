package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.yima.card.NotYetAuthorised;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.payment.PaymentProblem;
import org.yima.payment.attempt.Attempts;
import org.yima.payment.attempt.MessageIds;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayBusyException;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * The calls that make a plan: each recorded before it is made and after it is answered. Nothing
 * they do moves money, so what they can't learn ends the plan and the resident asks again.
 */
@ApplicationScoped
class GatewayCalls {
  private final Database database;
  private final GatewayPool pool;
  private final Attempts attempts;
  private final MessageIds messageIds;

  GatewayCalls(Database database, GatewayPool pool, Attempts attempts, MessageIds messageIds) {
    this.database = database;
    this.pool = pool;
    this.attempts = attempts;
    this.messageIds = messageIds;
  }

  /** Asks the bureau under a fresh message id. */
  <T> Uni<T> bureau(
      Id plan, String operation, String fixmedinsCode, Function<String, Outcome<T>> call) {
    return messageIds
        .next(fixmedinsCode, plan.toString())
        .chain(msgid -> made(Gateway.BUREAU, plan, operation, msgid, () -> call.apply(msgid)))
        .map(GatewayCalls::orProblem);
  }

  /**
   * As above, where the call leaves something behind at the bureau.
   *
   * @param remember stores what is about to be made, before it is
   */
  <T> Uni<T> bureau(
      Id plan,
      String operation,
      String fixmedinsCode,
      Function<String, Uni<Void>> remember,
      Function<String, Outcome<T>> call) {
    return messageIds
        .next(fixmedinsCode, plan.toString())
        .call(remember::apply)
        .chain(msgid -> made(Gateway.BUREAU, plan, operation, msgid, () -> call.apply(msgid)))
        .map(GatewayCalls::orProblem);
  }

  /** Makes a call and answers what came of it. */
  <T> Uni<Outcome<T>> made(
      Gateway gateway, Id plan, String operation, String number, Callable<Outcome<T>> call) {
    return database
        .tx(tx -> attempts.begin(tx, plan, operation, number))
        .chain(
            attempt ->
                pool.call(gateway, call)
                    .onFailure(GatewayBusyException.class)
                    .recoverWithItem(Outcome.declined(DeclineReason.BUSY, "NOT_ASKED"))
                    .call(
                        outcome ->
                            database.tx(
                                tx -> attempts.end(tx, attempt, ended(outcome), code(outcome)))));
  }

  private static Attempts.Outcome ended(Outcome<?> outcome) {
    return outcome.fold(
        s -> Attempts.Outcome.SUCCEEDED,
        p -> Attempts.Outcome.PENDING,
        d -> Attempts.Outcome.DECLINED,
        u -> Attempts.Outcome.UNKNOWN);
  }

  private static String code(Outcome<?> outcome) {
    return outcome.fold(s -> "", p -> "", d -> d.code(), u -> u.cause().name());
  }

  /**
   * The value, or the refusal that the resident can act on.
   *
   * @throws NotYetAuthorised where the wallet says that the resident has yet to say yes
   */
  static <T> T orProblem(Outcome<T> outcome) {
    return outcome
        .<java.util.Optional<T>>fold(
            s -> java.util.Optional.of(s.value()),
            p -> {
              NotYetAuthorised.where(p.nextAction());
              return java.util.Optional.empty();
            },
            d -> {
              throw refused(d.reason());
            },
            u -> java.util.Optional.empty())
        .orElseThrow(PlatformProblem.UNAVAILABLE::problem);
  }

  private static Problem refused(DeclineReason reason) {
    if (reason == DeclineReason.AUTHORISATION_INVALID) {
      return PaymentProblem.PLAN_AUTHORISATION.problem();
    }
    String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return reason.retryable()
        ? PlatformProblem.UNAVAILABLE.problem()
        : PaymentProblem.PLAN_INSURANCE_REFUSED.problem().at("/useMedicalInsurance", word);
  }
}
