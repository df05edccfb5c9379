package org.yima.migration.plan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** What reviewers have said; appended, never changed. */
@ApplicationScoped
public class Approvals {
  /** How many different people have to agree. */
  public static final int NEEDED = 2;

  private final Clock clock;

  public Approvals(Clock clock) {
    this.clock = clock;
  }

  /** What a reviewer says. */
  @Schema(name = "ApprovalDecision")
  public enum Decision {
    APPROVE,
    REFUSE
  }

  /**
   * Adds what a reviewer says in this round; a second word of the same reviewer changes nothing.
   */
  public Uni<Void> add(
      SqlTx tx, Migration migration, Stage stage, Id reviewer, Decision decision, String reason) {
    return tx.write(
            """
            insert into migration_approval
              (bucket, migration_id, stage, round, reviewer, decision, reason, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            stage.name(),
            migration.round(),
            reviewer.uuid(),
            decision.name(),
            reason,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** How many different reviewers have approved each stage in this round. */
  public Uni<Map<Stage, Integer>> count(SqlTx tx, Migration migration) {
    return tx.query(
            """
            select stage, count(*)::int as approvals from migration_approval
            where bucket = $1 and migration_id = $2 and round = $3 and decision = 'APPROVE'
            group by stage
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            migration.round())
        .map(
            rows -> {
              Map<Stage, Integer> counts = new HashMap<>();
              rows.forEach(
                  r -> counts.put(Stage.valueOf(r.getString("stage")), r.getInteger("approvals")));
              return counts;
            });
  }
}
