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
      "One of the records has been taken back by its source."),
  /** Another reviewer has taken the doubt up and decides on it. */
  MATCH_CLAIMED(
      "match.claimed",
      409,
      "另一名审核员正在处理该疑似记录。",
      "Another reviewer has taken this doubt up; take another, or wait until it falls back."),
  /** The doubt was answered, and the answer waits for a second person's approval. */
  MATCH_PROPOSED(
      "match.proposed",
      409,
      "该疑似记录的结论须由另一人复核，正在等待。",
      "The answer joins two persons and waits for a second person's approval."),
  /** Whoever has said so first can't be the second who says so. */
  MATCH_SECOND_PERSON(
      "match.second-person",
      409,
      "该结论须由另一名审核员再次确认。",
      "You have said so already; it takes a second reviewer who says the same."),
  /** The persons are not any more what the merge or parting is about: there is nothing to do. */
  MERGE_STALE(
      "merge.stale",
      409,
      "人员主索引已有变动，请重新查询后再提出。",
      "The persons have changed since; look at them again and propose anew."),
  /** Whoever has proposed a merge can't approve it too. */
  MERGE_TWO_PEOPLE(
      "merge.two-people",
      409,
      "合并须由提出人以外的另一人批准。",
      "A merge needs two people: another than the proposer approves it."),
  /** The merge is not in a state in which this can be done. */
  MERGE_NOT_IN_STATE(
      "merge.not-in-state",
      409,
      "该合并当前状态不允许此操作。",
      "The merge is not in a state in which this can be done."),
  /** All records of a person, and nothing would be left to part them from. */
  PART_OF_ALL(
      "part.of-all",
      422,
      "所列记录是该人员的全部记录，没有可与之拆分的记录。",
      "These are all records of the person; name those alone that are not theirs."),
  /**
   * Another join, or an answer that people gave on their own, holds records of the two together.
   */
  MERGE_KEPT_TOGETHER(
      "merge.kept-together",
      409,
      "其中的记录另有合并或结论认定为同一人，请先撤销预览中 heldBy 所列各项。",
      "Other joins or answers hold records of the two together; first take back what the preview"
          + " names in heldBy."),
  /** The text is no weights, or not of the elements and levels that are compared. */
  WEIGHTS_INVALID(
      "weights.invalid",
      422,
      "权重文件格式不正确，或与比对的项目不符。",
      "This text is no weights, or its elements and levels are not those that are compared."),
  /** A version is never changed: propose another. */
  WEIGHTS_TAKEN(
      "weights.taken",
      409,
      "该版本名已被使用。",
      "This version exists already; a version is never changed."),
  /** It is in use. */
  WEIGHTS_APPROVED("weights.approved", 409, "该版本正在使用。", "This version is in use already."),
  /** It was never in use, and no back-test says what it would do. */
  WEIGHTS_UNTRIED(
      "weights.untried",
      409,
      "该版本没有样本足够且已完成的回测；确需启用，请注明未经回测（untried）。",
      "No back-test of this version with enough pairs has ended; say `untried` to switch it on."),
  /** Whoever proposes a version does not approve it. */
  WEIGHTS_SECOND_PERSON(
      "weights.second-person",
      409,
      "提出版本的人不能批准该版本。",
      "Whoever proposed a version can't approve it; a second person has to."),
  /** The file is no list of labelled pairs; the errors name the first line that is none. */
  BACKTEST_INVALID(
      "backtest.invalid",
      422,
      "文件不是已标注的记录对，请按说明的表头和格式提供。",
      "This file is no list of labelled pairs; errors[] names the first line that is none."),
  /** Its pairs are there already. */
  BACKTEST_HAS_PAIRS(
      "backtest.has-pairs",
      409,
      "该回测已有记录对，请另建回测。",
      "This back-test has its pairs already; ask for another one."),
  /** It has not been weighed to the end yet. */
  BACKTEST_NOT_DONE("backtest.not-done", 409, "回测尚未完成。", "This back-test is not done yet.");

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
