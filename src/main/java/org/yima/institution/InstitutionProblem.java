package org.yima.institution;

import org.yima.platform.ProblemType;

/** Refusals about institutions and what they publish. */
public enum InstitutionProblem implements ProblemType {
  /** Another institution has that code or domain. */
  TAKEN(
      "institution.taken",
      409,
      "该机构代码或域已被使用。",
      "Another institution has that code or domain; errors names which."),
  /** A field that this kind of institution does not have, or a role its systems may not have. */
  KIND(
      "institution.kind",
      422,
      "该机构类型不适用此内容。",
      "This kind of institution has no such thing; errors names it."),
  /** The response key is not the public half of an EC P-256 key. */
  KEY_INVALID(
      "institution.key-invalid",
      422,
      "公钥必须是 EC P-256 的 JWK。",
      "The key must be an EC P-256 public key as a JWK."),
  /** The operator has not allowed webhooks to that host. */
  WEBHOOK_HOST(
      "webhook.host",
      422,
      "该回调地址的主机未获平台许可。",
      "The operator has not allowed webhooks to that host."),
  /** A hospital has so many webhooks and no more. */
  WEBHOOK_LIMIT("webhook.limit", 422, "回调地址数量已达上限。", "You have as many webhooks as are allowed."),
  /** A code that names no department (or doctor) of this hospital. */
  UNKNOWN_CODE(
      "institution.unknown-code",
      422,
      "代码不存在，请先发布科室或医生。",
      "No department or doctor of yours has that code; publish it first.");

  private final Entry entry;

  /** None of them goes away by asking again. */
  InstitutionProblem(String code, int status, String zh, String en) {
    this.entry = new Entry(code, status, false, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
