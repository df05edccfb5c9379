package org.yima.resident.counter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.access.CardRead;
import org.yima.access.Presence;
import org.yima.access.Presences;
import org.yima.access.Readers;
import org.yima.index.DocumentKey;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Resident;
import org.yima.resident.ResidentProblem;
import org.yima.resident.Residents;
import org.yima.resident.realname.DocumentClaims;

/** People arrive at counters: a reader has read a document, and whose it is stands there. */
@ApplicationScoped
class Arrivals {
  private final Readers readers;
  private final Presences presences;
  private final Residents residents;
  private final DocumentClaims claims;
  private final Database database;

  Arrivals(
      Readers readers,
      Presences presences,
      Residents residents,
      DocumentClaims claims,
      Database database) {
    this.readers = readers;
    this.presences = presences;
    this.residents = residents;
    this.claims = claims;
    this.database = database;
  }

  /** Opens the presence of whoever the reader has read. */
  Uni<Presence> arrived(Caller staff, CardRead read) {
    DocumentKey document =
        DocumentKey.of(read.idType(), read.idNumber())
            .orElseThrow(
                () -> PlatformProblem.INPUT_INVALID.problem().at("/cardRead/idNumber", "invalid"));
    return readers
        .proven(staff, read)
        .chain(() -> residents.byDocument(document.idType().name(), document.idNumber()))
        .invoke(resident -> mustBeNamed(resident, read))
        .chain(
            resident ->
                database.tx(
                    tx ->
                        presences.open(
                            tx, staff, resident.map(Resident::id), claims.keyOf(document))));
  }

  /** One number under two names is a doubt that no counter decides. */
  private static void mustBeNamed(Optional<Resident> resident, CardRead read) {
    if (resident.filter(known -> !known.name().equals(read.name().strip())).isPresent()) {
      throw ResidentProblem.OTHER_DOCUMENT.problem().at("/cardRead/name", "differs");
    }
  }
}
