package org.yima.migration.plan;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a migration. What leads from one to the next is listed once, in {@link Command}.
 */
public enum MigrationStatus {
  /** Nothing, or not all of it, has arrived. */
  DRAFT,
  UPLOADED,
  /** Read once: quality is known. */
  PROFILED,
  /** What a run would do is known; waits for two reviewers. */
  DRY_RUN,
  APPROVED,
  RUNNING,
  PAUSED,
  /** Everything is in; doubts and quarantine are worked off; waits for two reviewers. */
  REVIEWING,
  /** Both cards work. */
  DUAL_RUNNING,
  RETIRED,
  ROLLED_BACK,
  /** The file can't be read with this mapping; {@code failure} says why. */
  FAILED;

  /** What may be done in which states, and where it leads. */
  public enum Command {
    UPLOAD(UPLOADED, DRAFT, UPLOADED, PROFILED, DRY_RUN),
    PROFILE(PROFILED, UPLOADED, PROFILED, DRY_RUN),
    REHEARSE(DRY_RUN, PROFILED, DRY_RUN),
    APPROVE_RUN(APPROVED, DRY_RUN),
    REFUSE_RUN(PROFILED, DRY_RUN),
    RUN(RUNNING, APPROVED),
    FINISH(REVIEWING, RUNNING),
    PAUSE(PAUSED, RUNNING),
    RESUME(RUNNING, PAUSED),
    REPAIR(REVIEWING, REVIEWING),
    APPROVE_CUT_OVER(REVIEWING, REVIEWING),
    CUT_OVER(DUAL_RUNNING, REVIEWING),
    RETIRE(RETIRED, DUAL_RUNNING),
    ROLL_BACK(ROLLED_BACK, PAUSED, REVIEWING, DUAL_RUNNING),
    FAIL(FAILED, UPLOADED, PROFILED, DRY_RUN);

    private final MigrationStatus to;
    private final Set<MigrationStatus> from;

    Command(MigrationStatus to, MigrationStatus first, MigrationStatus... others) {
      this.to = to;
      this.from = EnumSet.of(first, others);
    }

    public boolean isAllowedIn(MigrationStatus status) {
      return from.contains(status);
    }

    public MigrationStatus leadsTo() {
      return to;
    }
  }
}
