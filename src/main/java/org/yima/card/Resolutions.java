package org.yima.card;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.code.Handles;
import org.yima.card.scan.ResolutionStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** What counters scanned, for the rooms that act on it. */
@ApplicationScoped
public class Resolutions {
  private final ResolutionStore store;
  private final Handles handles;

  Resolutions(ResolutionStore store, Handles handles) {
    this.store = store;
    this.handles = handles;
  }

  /**
   * An institution's own resolution; fails with {@code not-found} when it is another's, or has
   * expired.
   */
  public Uni<Resolution> get(Id resolutionId, Id institutionId) {
    return store
        .find(resolutionId, institutionId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem).resolution());
  }

  /**
   * Claims the one payment of the scanned code, within the transaction that starts the payment.
   * Claiming it again for the same resolution is true.
   *
   * @return false when the code has paid under another resolution, or may not pay here at all
   */
  public Uni<Boolean> claimPayment(SqlTx tx, Id resolutionId) {
    return store
        .find(tx, resolutionId)
        .chain(
            found ->
                found.filter(Resolutions::mayCharge).isEmpty()
                    ? Uni.createFrom().item(false)
                    : found
                        .get()
                        .handleHash()
                        .map(hash -> handles.pay(tx, hash, resolutionId))
                        .orElseGet(() -> Uni.createFrom().item(true)));
  }

  private static boolean mayCharge(ResolutionStore.Stored stored) {
    return stored.resolution().allowed().contains(Allowed.CHARGE);
  }

  /**
   * Takes the scanned wallet or insurance token out of a resolution; it can be taken once, and
   * whoever takes it must write down that it is being used in the same transaction.
   */
  public Uni<Optional<String>> takeToken(SqlTx tx, Id resolutionId) {
    return store.takeToken(tx, resolutionId);
  }
}
