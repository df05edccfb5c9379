package org.yima.access.token;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.yima.access.AccessProblem;
import org.yima.access.AtCounter;
import org.yima.access.Presence;
import org.yima.access.Presences;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/**
 * Staff call a resident's operation at a counter. Every such call, admitted or refused, leaves an
 * audit line before anything else is done: who, by which presence, for whom, which operation.
 */
@ApplicationScoped
public class CounterCalls {
  private final Presences presences;
  private final Database database;
  private final Clock clock;

  CounterCalls(Presences presences, Database database, Clock clock) {
    this.presences = presences;
    this.database = database;
    this.clock = clock;
  }

  /**
   * A call.
   *
   * @param operation its resource and method
   * @param presence the header as sent, or null
   * @param resident the header as sent, or null
   */
  record Call(
      Caller staff, String operation, AtCounter.Need need, String presence, String resident) {}

  /** An admitted call: the caller, with the resident who is present, if there is one. */
  record Admitted(Caller caller, Presence presence) {}

  /** Admits the call, or fails with the refusal that fits. */
  Uni<Admitted> admit(Call call) {
    Optional<Id> id = Id.parse(IdType.PRESENCE, call.presence());
    return id.map(presences::find)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            found -> {
              Optional<Problem> refusal = refusal(call, found);
              return written(call, found, refusal)
                  .map(
                      written -> {
                        if (refusal.isPresent()) {
                          throw refusal.get();
                        }
                        return admitted(call.staff(), found.orElseThrow());
                      });
            });
  }

  private static Admitted admitted(Caller staff, Presence presence) {
    return new Admitted(
        new Caller(staff.role(), staff.id(), staff.institution(), presence.present()), presence);
  }

  private Optional<Problem> refusal(Call call, Optional<Presence> found) {
    if (call.need() == AtCounter.Need.REFUSED) {
      return Optional.of(AccessProblem.PRESENCE_NOT_HERE.problem());
    }
    if (found.isEmpty()) {
      return Optional.of(AccessProblem.PRESENCE_UNKNOWN.problem());
    }
    Optional<Id> named = Id.parse(IdType.RESIDENT, call.resident());
    boolean unnamed =
        call.resident() == null ? call.need() == AtCounter.Need.RESIDENT : named.isEmpty();
    if (unnamed) {
      return Optional.of(PlatformProblem.INPUT_INVALID.problem().at("Yima-For", "required"));
    }
    return found.get().refusal(call.staff(), named, clock.instant()).map(AccessProblem::problem);
  }

  private Uni<Boolean> written(Call call, Optional<Presence> found, Optional<Problem> refusal) {
    Id subject =
        found
            .flatMap(Presence::present)
            .or(() -> found.map(Presence::id))
            .orElse(call.staff().self());
    AuditEntry entry =
        AuditEntry.of(
                call.staff(), refusal.isPresent() ? "counter.refused" : "counter.called", subject)
            .with("presence", found.map(it -> it.id().toString()).orElse("-"))
            .with("operation", call.operation());
    AuditEntry full =
        refusal.map(problem -> entry.with("code", problem.type().code())).orElse(entry);
    return database.tx(tx -> tx.audit(full).replaceWith(true));
  }
}
