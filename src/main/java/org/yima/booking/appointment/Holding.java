package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.booking.session.Sessions;
import org.yima.platform.Caller;
import org.yima.resident.Residents;

/** Takes a number for a resident that the caller may act for. */
@ApplicationScoped
class Holding {
  private final Residents residents;
  private final Sessions sessions;
  private final HoldSaga saga;

  Holding(Residents residents, Sessions sessions, HoldSaga saga) {
    this.residents = residents;
    this.sessions = sessions;
    this.saga = saga;
  }

  Uni<AppointmentAnswer> hold(Caller caller, String key, NewAppointment body) {
    return residents
        .actingFor(caller, body.residentId())
        .chain(
            resident ->
                sessions
                    .head(body.sessionId())
                    .chain(
                        session ->
                            saga.run(
                                new HoldSaga.Request(
                                    caller, key, body, resident.recordId(), session))));
  }
}
