package org.yima.migration.plan;

/** What is being worked on, batch by batch. */
public enum Task {
  PROFILE(MigrationStatus.Command.PROFILE),
  DRY_RUN(MigrationStatus.Command.REHEARSE),
  RUN(MigrationStatus.Command.FINISH),
  RETIRE(MigrationStatus.Command.RETIRE),
  ROLL_BACK(MigrationStatus.Command.ROLL_BACK);

  private final MigrationStatus.Command end;

  Task(MigrationStatus.Command end) {
    this.end = end;
  }

  /** The status once it is done. */
  public MigrationStatus leadsTo() {
    return end.leadsTo();
  }
}
