package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.code.Handles;

/**
 * Follows a code's handle. A code that belongs to the first terminal is claimed on the way, where
 * its scene admits it: claim and lead are one statement. What is refused afterwards is given back,
 * so that a refusal at one counter spoils nothing at another.
 */
@ApplicationScoped
class Leads {
  private final Handles handles;

  Leads(Handles handles) {
    this.handles = handles;
  }

  /** Where the handle leads, if it was ever given out. */
  Uni<Optional<Handles.Lead>> follow(Counter counter, SceneTable.Row row, byte[] hash) {
    return row.oneUse() && admits(counter, row)
        ? handles
            .claim(hash, counter.terminal())
            .chain(ours -> ours.isPresent() ? Uni.createFrom().item(ours) : handles.find(hash))
        : handles.find(hash);
  }

  /** Whether nothing but the card or code itself can refuse what was followed. */
  boolean isGood(Counter counter, SceneTable.Row row, Handles.Lead lead) {
    return admits(counter, row) && !(row.oneUse() && lead.claim() == Handles.Claim.NONE);
  }

  private static boolean admits(Counter counter, SceneTable.Row row) {
    return SceneTable.admits(row, counter.scene(), counter.institution().kind());
  }

  /** Where the handle leads, without a claim. */
  Uni<Optional<Handles.Lead>> look(byte[] hash) {
    return handles.find(hash);
  }

  /** Gives back what this very scan has claimed. */
  Uni<Void> giveBack(Counter counter, Showing.Shown shown) {
    return shown.claim() == Handles.Claim.FRESH
        ? handles.giveBack(shown.hash().orElseThrow(), counter.terminal())
        : Uni.createFrom().voidItem();
  }
}
