package org.yima.migration;

import org.yima.platform.ProblemType;

/** Refusals about visit-card migrations. */
public enum MigrationProblem implements ProblemType {
  /** The migration is not in a state in which this can be done. */
  WRONG_STATE(
      "migration.wrong-state",
      409,
      false,
      "迁移计划当前状态不允许此操作。",
      "The migration is not in a state in which this can be done."),
  /** An earlier step is still being worked on. */
  BUSY(
      "migration.busy",
      409,
      true,
      "上一步仍在处理中，请稍后再试。",
      "An earlier step is still being worked on; ask again."),
  /** Two different reviewers have not approved this stage. */
  NOT_APPROVED(
      "migration.not-approved",
      409,
      false,
      "该阶段须由两名不同的审核员批准。",
      "Two different reviewers must approve this stage first."),
  /** The domain belongs to somebody else. */
  FOREIGN_DOMAIN(
      "migration.foreign-domain",
      403,
      false,
      "只能迁移本机构自己的域。",
      "A hospital may only migrate its own domain."),
  /** The bytes that arrived are not the ones that the digest tells of. */
  DIGEST_MISMATCH(
      "migration.digest-mismatch",
      422,
      false,
      "文件内容与摘要不符，请重新上传。",
      "The bytes received do not match the digest; send them again."),
  /** A part that does not follow the last one stored. */
  PART_OUT_OF_ORDER(
      "migration.part-out-of-order",
      409,
      false,
      "分片不连续，请从已接收的位置继续上传。",
      "The part does not follow what is stored; continue from the stored size."),
  /** A part whose place is taken by other bytes. */
  PART_DIFFERS(
      "migration.part-differs",
      409,
      false,
      "该位置已存有不同内容；如需更换，请从第一个分片重新上传。",
      "Other bytes are stored at this place; send the file anew from its first part."),
  /** A line that is not in quarantine. */
  NOT_IN_QUARANTINE(
      "migration.not-in-quarantine",
      422,
      false,
      "该行不在隔离区。",
      "That line is not in quarantine; errors names it.");

  private final Entry entry;

  MigrationProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
