package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.index.IndexRecord;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Whether a hospital's record is somebody's by its document: that one has the card without any
 * claim, and nobody else gets it by one, be it at the counter.
 */
@ApplicationScoped
class Owners {
  private final Residents residents;

  Owners(Residents residents) {
    this.residents = residents;
  }

  /** The record that was found, unless it is another resident's. */
  Uni<Optional<IndexRecord>> unlessAnothers(Resident resident, Optional<IndexRecord> found) {
    return found
        .flatMap(IndexRecord::document)
        .map(
            document ->
                residents
                    .byDocument(document.idType().name(), document.idNumber())
                    .map(
                        holder ->
                            found.filter(
                                record ->
                                    holder
                                        .filter(it -> !it.id().equals(resident.id()))
                                        .filter(it -> Agreement.holds(it, record))
                                        .isEmpty())))
        .orElseGet(() -> Uni.createFrom().item(found));
  }
}
