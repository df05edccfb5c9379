package org.yima.index.living;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yima.index.Put;
import org.yima.index.store.Barred;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Links;
import org.yima.index.store.Placement;
import org.yima.platform.Id;

/**
 * Everything that a batch of placed records makes necessary, decided before any of it is done.
 *
 * @param puts one for each record, in the order of the batch
 * @param fresh records whose row holds them already
 * @param changed records whose row still holds what was before
 * @param founded persons to be made
 * @param scores by what evidence, for the moves that have any
 * @param gone links that were found before and hold no more
 * @param found links that were not known before
 * @param released pairs that a rule kept from linking before, and are found anew
 * @param barred pairs that a rule keeps from linking
 * @param certain with whom records are certainly one from now on, where that changes
 */
public record Arrangement(
    List<Put> puts,
    List<Placement> fresh,
    List<Placement> changed,
    List<Id> founded,
    List<Links.Move> moves,
    List<LinkScores.Score> scores,
    List<Edge> gone,
    List<Edge> found,
    List<Barred> released,
    List<Barred> barred,
    Map<Id, UUID> certain,
    List<Doubts.Weighed> doubts) {
  public Arrangement {
    puts = List.copyOf(puts);
    fresh = List.copyOf(fresh);
    changed = List.copyOf(changed);
    founded = List.copyOf(founded);
    moves = List.copyOf(moves);
    scores = List.copyOf(scores);
    gone = List.copyOf(gone);
    found = List.copyOf(found);
    released = List.copyOf(released);
    barred = List.copyOf(barred);
    certain = Map.copyOf(certain);
    doubts = List.copyOf(doubts);
  }
}
