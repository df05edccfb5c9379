package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.Idempotent;
import org.yima.platform.PlatformProblem;

/** What a hospital does with appointments at it; another hospital's are not found. */
@ApplicationScoped
class HospitalSteps {
  private final AppointmentStore store;
  private final Moves moves;
  private final Aftermath aftermath;
  private final Idempotent idempotent;

  HospitalSteps(AppointmentStore store, Moves moves, Aftermath aftermath, Idempotent idempotent) {
    this.store = store;
    this.moves = moves;
    this.aftermath = aftermath;
    this.idempotent = idempotent;
  }

  Uni<AppointmentAnswer> make(Caller caller, String key, Id id, Step step) {
    return store
        .find(id)
        .map(
            found ->
                found
                    .filter(it -> it.institutionId().equals(caller.ownInstitution()))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(own -> once(caller, key, own.id(), step))
        .call(answer -> aftermath.now(id));
  }

  private Uni<AppointmentAnswer> once(Caller caller, String key, Id id, Step step) {
    return idempotent.tx(
        new Idempotent.Command(
            caller,
            "appointments." + step.name().toLowerCase(Locale.ROOT),
            key,
            Map.of("id", id.toString()),
            () -> id),
        AppointmentAnswer.class,
        (ignored, tx) ->
            moves.make(tx, id, step, caller.name(), Moves.Guard.NONE).map(AppointmentAnswer::of));
  }
}
