package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.booking.BookingProblem;
import org.yima.booking.session.SessionHead;
import org.yima.booking.session.Sessions;
import org.yima.institution.Institutions;
import org.yima.platform.Caller;
import org.yima.resident.Residents;

/** Takes a number for a resident that the caller may act for. */
@ApplicationScoped
class Holding {
  private final Residents residents;
  private final Sessions sessions;
  private final Institutions institutions;
  private final HoldSaga saga;

  Holding(Residents residents, Sessions sessions, Institutions institutions, HoldSaga saga) {
    this.residents = residents;
    this.sessions = sessions;
    this.institutions = institutions;
    this.saga = saga;
  }

  Uni<AppointmentAnswer> hold(Caller caller, String key, NewAppointment body) {
    return residents
        .actingFor(caller, body.residentId())
        .chain(
            resident ->
                sessions
                    .head(body.sessionId())
                    .call(this::mustBePayable)
                    .chain(
                        session ->
                            saga.run(
                                new HoldSaga.Request(
                                    caller, key, body, resident.recordId(), session))));
  }

  /** A number is not held for a fee that nobody could pay. */
  private Uni<Void> mustBePayable(SessionHead session) {
    return session.fee().value() == 0
        ? Uni.createFrom().voidItem()
        : institutions
            .get(session.institutionId())
            .invoke(
                hospital -> {
                  if (!hospital.takesWallets()) {
                    throw BookingProblem.FEE_UNPAYABLE.problem();
                  }
                })
            .replaceWithVoid();
  }
}
