package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.yima.booking.claim.PersonClaims;
import org.yima.booking.session.SessionHead;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.ProblemType;

/**
 * Takes a number for a person, over two families: the person's claim commits first, then the
 * number; afterwards the claim is kept, or released when there was no number. Both steps answer a
 * repetition with what they answered first. What a crash leaves between them is settled by {@link
 * Leftovers}.
 */
@ApplicationScoped
class HoldSaga {
  private final PersonClaims claims;
  private final Numbers numbers;
  private final Leftovers leftovers;
  private final Aftermath aftermath;
  private final Idempotent idempotent;
  private final Ids ids;

  HoldSaga(
      PersonClaims claims,
      Numbers numbers,
      Leftovers leftovers,
      Aftermath aftermath,
      Idempotent idempotent,
      Ids ids) {
    this.claims = claims;
    this.numbers = numbers;
    this.leftovers = leftovers;
    this.aftermath = aftermath;
    this.idempotent = idempotent;
    this.ids = ids;
  }

  /** The answer of the first step: the id that the appointment will have. */
  record Claimed(Id appointmentId) {}

  /**
   * What is asked.
   *
   * @param body names a resident that the caller may act for
   * @param recordId the record under which that resident asks
   */
  record Request(Caller caller, String key, NewAppointment body, Id recordId, SessionHead session) {

    Idempotent.Command command(String operation, Supplier<Id> makesId) {
      return new Idempotent.Command(caller, operation, key, body, makesId);
    }

    PersonClaims.Wanted person(Id appointment) {
      return new PersonClaims.Wanted(
          appointment,
          body.residentId(),
          recordId,
          session.id(),
          session.departmentId(),
          session.date());
    }

    Numbers.Wanted number(Id appointment) {
      return new Numbers.Wanted(
          appointment,
          session.institutionId(),
          session.id(),
          body.segmentId(),
          body.residentId(),
          recordId,
          caller.name());
    }
  }

  Uni<AppointmentAnswer> run(Request request) {
    return claim(request)
        .chain(claimed -> take(request, claimed.appointmentId()))
        .call(answer -> aftermath.now(answer.id()));
  }

  private Uni<Claimed> claim(Request request) {
    return idempotent.tx(
        request.command(
            "appointments.claim", () -> ids.beside(IdType.APPOINTMENT, request.session.id())),
        Claimed.class,
        (id, tx) -> claims.claim(tx, request.person(id)).replaceWith(new Claimed(id)));
  }

  private Uni<AppointmentAnswer> take(Request request, Id appointment) {
    return idempotent
        .tx(
            request.command("appointments.hold", () -> appointment),
            AppointmentAnswer.class,
            (id, tx) -> numbers.take(tx, request.number(id)).map(AppointmentAnswer::of))
        .onFailure(HoldSaga::isFinal)
        .call(() -> leftovers.settle(request.body.residentId().bucket(), appointment));
  }

  /**
   * Whether this key will never get a number. A refusal that may be retried, and every fault, leave
   * the claim to the retry or to its lease.
   */
  private static boolean isFinal(Throwable failure) {
    return failure instanceof Problem problem && isFinal(problem.type());
  }

  private static boolean isFinal(ProblemType type) {
    return !type.retryable() && type != PlatformProblem.IDEMPOTENCY_MISMATCH;
  }
}
