package org.yima.migration.running;

import org.yima.migration.plan.Task;

/** Which reading of the files a stored row belongs to. */
public enum Phase {
  PROFILE,
  DRY_RUN,
  RUN;

  static Phase of(Task task) {
    return switch (task) {
      case PROFILE -> PROFILE;
      case DRY_RUN -> DRY_RUN;
      case RUN, RETIRE, ROLL_BACK -> RUN;
    };
  }
}
