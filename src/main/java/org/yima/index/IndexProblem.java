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

  private final String code;
  private final int status;
  private final String zh;
  private final String en;

  IndexProblem(String code, int status, String zh, String en) {
    this.code = code;
    this.status = status;
    this.zh = zh;
    this.en = en;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  /** None of them goes away by asking again. */
  @Override
  public boolean retryable() {
    return false;
  }

  @Override
  public String zh() {
    return zh;
  }

  @Override
  public String en() {
    return en;
  }
}
