package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** By what evidence the machine linked, and who is certainly whom because of it. */
@ApplicationScoped
public class LinkScores {
  /**
   * The evidence of a step.
   *
   * @param other the record with which the link is strongest
   * @param score in thousandths of a bit
   * @param weights the version under which it was weighed
   * @param engine by which it was compared; empty of a time that named none
   */
  public record Score(
      Id recordId, int step, Id other, int score, String weights, Optional<String> engine) {}

  /** Remembers the evidence beside its steps, which are there. */
  public Uni<Void> remember(SqlTx tx, List<Score> scores) {
    return tx.batch(
        """
        insert into index_link_score (bucket, record_id, step, other_id, score, weights, engine)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        scores.stream()
            .map(
                s ->
                    new Object[] {
                      s.recordId().bucket(),
                      s.recordId().uuid(),
                      s.step(),
                      s.other().uuid(),
                      s.score(),
                      s.weights(),
                      s.engine().orElse(null)
                    })
            .toList());
  }

  /** Lets records be certainly one with all of their person that have the same here. */
  public Uni<Void> certain(SqlTx tx, Map<Id, UUID> groups) {
    return tx.batch(
            "update index_record set certain_id = $3 where bucket = $1 and id = $2",
            groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Object[] {e.getKey().bucket(), e.getKey().uuid(), e.getValue()})
                .toList())
        .chain(() -> AnsweredRows.forget(tx, groups.keySet()));
  }
}
