package org.yima.index;

import org.yima.platform.ProblemType;

/** Refusals about the index. */
public enum IndexProblem implements ProblemType {
  /** People have decided on this doubt already; a decision is final. */
  MATCH_DECIDED(
      "match.decided",
      409,
      "该疑似记录已有结论。",
      "This doubt has been decided already; a decision is final."),
  /** Somebody decided before that two of the records are different people. */
  MATCH_KEPT_APART(
      "match.kept-apart",
      409,
      "其中的记录曾被判定为不同的人，不能合并。",
      "Records of these persons were decided to be different people; they can't be joined."),
  /** One of the records has been taken back by its source. */
  MATCH_WITHDRAWN(
      "match.withdrawn",
      409,
      "其中一条记录已被来源机构撤回。",
      "One of the records has been taken back by its source.");

  private final Entry entry;

  /** None of them goes away by asking again. */
  IndexProblem(String code, int status, String zh, String en) {
    this.entry = new Entry(code, status, false, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
