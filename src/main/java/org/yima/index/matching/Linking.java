package org.yima.index.matching;

import java.util.List;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * Where a record goes.
 *
 * @param joins the one person that it belongs to; empty: none, it stands for a person of its own
 * @param doubts what people have to decide
 */
public record Linking(Optional<Id> joins, List<Doubt> doubts) {
  public Linking {
    doubts = List.copyOf(doubts);
  }
}
