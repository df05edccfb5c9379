package org.yima.resident.temporary;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.yima.access.Presence;
import org.yima.access.Presences;
import org.yima.healthcard.identity.Sex;
import org.yima.index.PersonIndex;
import org.yima.platform.AuditEntry;
import org.yima.platform.BlindIndex;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Verification;
import org.yima.resident.merging.Identities;
import org.yima.resident.merging.Identities.Action;
import org.yima.resident.realname.ResidentStore;

/** Makes temporary identities and looks after them until a document proves who they are. */
@ApplicationScoped
class Temporaries {
  private static final String PURPOSE = "temporary";

  private final TemporaryStore store;
  private final ResidentStore residents;
  private final Identities identities;
  private final PersonIndex index;
  private final Presences presences;
  private final BlindIndex hashes;
  private final TemporaryConfig config;
  private final Database database;
  private final Clock clock;

  Temporaries(
      TemporaryStore store,
      ResidentStore residents,
      Identities identities,
      PersonIndex index,
      Presences presences,
      BlindIndex hashes,
      TemporaryConfig config,
      Database database,
      Clock clock) {
    this.store = store;
    this.residents = residents;
    this.identities = identities;
    this.index = index;
    this.presences = presences;
    this.hashes = hashes;
    this.config = config;
    this.database = database;
    this.clock = clock;
  }

  /** Whom staff see before them, as far as they can tell. */
  record Seen(TemporaryKind kind, String name, Optional<LocalDate> birthDate, Optional<Sex> sex) {
    @Override
    public String toString() {
      return "Seen[" + kind + "]";
    }
  }

  /** Makes an identity; the resident's row, its record and what is told of it commit together. */
  Uni<Temporary> make(SqlTx tx, Caller staff, Id id, Seen seen) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Resident unrecorded = resident(id, id, seen, now.plus(config.life()));
    return index
        .put(tx, Identities.record(unrecorded))
        .map(record -> resident(id, record, seen, unrecorded.until().orElseThrow()))
        .call(
            person ->
                residents.insertTemporary(
                    tx, person, key(id), seen.kind().name(), staff.ownInstitution()))
        .call(person -> identities.keep(tx, staff, Action.MADE, person))
        .call(
            person ->
                tx.audit(
                    AuditEntry.of(staff, "temporary.made", id)
                        .with("kind", seen.kind().name())
                        .with("until", person.until().orElseThrow().toString())))
        .map(person -> new Temporary(person, seen.kind(), now, Optional.empty()));
  }

  private static Resident resident(Id id, Id record, Seen seen, Instant until) {
    return new Resident(
        id,
        record,
        seen.name(),
        org.yima.healthcard.identity.IdType.NONE.name(),
        "",
        seen.birthDate(),
        seen.sex().map(Enum::name),
        Verification.TEMPORARY,
        "",
        Optional.of(until));
  }

  /** The identity of the caller's own institution; every other one does not exist. */
  Uni<Temporary> own(Caller staff, String id) {
    return Id.parse(IdType.RESIDENT, id)
        .map(resident -> store.find(resident, staff.ownInstitution()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** Lets staff act for somebody who has no document that a reader could read. */
  Uni<Presence> present(Caller staff, Temporary person) {
    person.mustBeOpen(clock.instant());
    Id id = person.resident().id();
    return database.tx(tx -> presences.open(tx, staff, Optional.of(id), key(id)));
  }

  /** Gives an identity a whole life from now, also one whose time is over. */
  Uni<Temporary> extend(Caller staff, Temporary person) {
    if (!person.isOpen()) {
      return Uni.createFrom().failure(ResidentProblem.TEMPORARY_UPGRADED.problem());
    }
    Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(config.life());
    Id id = person.resident().id();
    return database
        .tx(
            tx ->
                store
                    .extend(tx, id, until)
                    .invoke(
                        extended -> {
                          if (!extended) {
                            throw ResidentProblem.TEMPORARY_UPGRADED.problem();
                          }
                        })
                    .chain(() -> identities.keep(tx, staff, Action.EXTENDED, person.resident()))
                    .chain(
                        () ->
                            tx.audit(
                                AuditEntry.of(staff, "temporary.extended", id)
                                    .with("until", until.toString())))
                    .chain(() -> tx.emit(Event.of("temporary.extended", id, new JsonObject()))))
        .chain(() -> own(staff, id.toString()));
  }

  private byte[] key(Id id) {
    return hashes.of(PURPOSE, id.toString());
  }
}
