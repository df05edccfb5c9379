package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import org.yima.card.CardProblem;
import org.yima.card.Resolutions;
import org.yima.healthcard.code.Scene;
import org.yima.index.PersonIndex;
import org.yima.institution.Institutions;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/**
 * A hospital has made a file for somebody it scanned: from then on a scan of that person answers
 * the hospital's own patient number.
 */
@ApplicationScoped
class PatientFiles {
  /** The counters where files are made. */
  private static final Set<Scene> FILING = EnumSet.of(Scene.REGISTER, Scene.DESK, Scene.EMERGENCY);

  private final ResolutionStore store;
  private final Resolutions resolutions;
  private final Institutions institutions;
  private final PersonIndex index;
  private final Database database;

  PatientFiles(
      ResolutionStore store,
      Resolutions resolutions,
      Institutions institutions,
      PersonIndex index,
      Database database) {
    this.store = store;
    this.resolutions = resolutions;
    this.institutions = institutions;
    this.index = index;
    this.database = database;
  }

  /**
   * Hangs the number on the scanned person's record; repeating it changes nothing. Fails when the
   * owner has taken back meanwhile what was scanned.
   */
  Uni<Void> made(Caller caller, Id resolution, String patientId) {
    return store
        .find(resolution, caller.ownInstitution())
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .map(PatientFiles::scannedRecord)
        .call(() -> resolutions.standing(resolution, caller.ownInstitution()))
        .chain(record -> domain(caller).chain(domain -> hang(caller, domain, patientId, record)));
  }

  private static Id scannedRecord(ResolutionStore.Stored stored) {
    if (!FILING.contains(stored.scene())) {
      throw CardProblem.RESOLUTION_SCENE.problem();
    }
    return stored.resolution().recordId().orElseThrow(CardProblem.PATIENT_NOBODY::problem);
  }

  private Uni<String> domain(Caller caller) {
    return institutions
        .get(caller.ownInstitution())
        .map(i -> i.domain().orElseThrow(CardProblem.RESOLUTION_SCENE::problem));
  }

  private Uni<Void> hang(Caller caller, String domain, String patientId, Id record) {
    return database.tx(
        tx ->
            index
                .claimPatient(tx, domain, patientId, record)
                .invoke(
                    free -> {
                      if (!free) {
                        throw CardProblem.PATIENT_TAKEN.problem();
                      }
                    })
                .chain(() -> tx.audit(AuditEntry.of(caller, "patient.filed", record))));
  }
}
