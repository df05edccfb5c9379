package org.yima.resident;

import org.yima.platform.ProblemType;

/** What residents and proxies refuse. */
public enum ResidentProblem implements ProblemType {
  /** The register did not answer; nothing is decided. */
  CHECK_UNAVAILABLE(
      "resident.check-unavailable",
      503,
      true,
      "实名核验服务暂时没有结果，请稍后重试。",
      "The real-name check has no result at present; try again later."),
  /** The account has its own resident already, under another document. */
  SELF_EXISTS(
      "resident.self-exists",
      409,
      false,
      "该账号已绑定本人身份；更换证件请到窗口办理。",
      "This account already has its own resident; a change of document is made at a counter."),
  /** Only a verified resident may do this. */
  SELF_FIRST(
      "resident.self-first", 422, false, "请先完成本人实名核验。", "Complete your own real-name check first."),
  /** Too many checks from one account in a day. */
  TOO_MANY_CHECKS(
      "resident.too-many-checks",
      429,
      true,
      "今日核验次数已达上限，请明日再试。",
      "No more checks today; try again tomorrow."),
  /** The proxy is in a state that does not allow this. */
  PROXY_STATE(
      "proxy.wrong-state",
      409,
      false,
      "该授权当前状态不允许此操作。",
      "The proxy is not in a state that allows this.");

  private final Entry entry;

  ResidentProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
