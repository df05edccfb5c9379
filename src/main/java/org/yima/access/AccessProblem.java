package org.yima.access;

import org.yima.platform.ProblemType;

/** Refusals of sign-in and policy. */
public enum AccessProblem implements ProblemType {
  /** No access token was sent, or it is none of ours. */
  MISSING("auth.missing", 401, false, "请先登录。", "Sign in first."),
  /** The access token has run out or was ended; refresh it or sign in again. */
  EXPIRED(
      "auth.expired",
      401,
      false,
      "登录已过期，请重新登录。",
      "The sign-in has ended; refresh it or sign in again."),
  /** Signed in, but this is not yours to do. */
  DENIED("auth.denied", 403, false, "您无权进行此操作。", "This is not yours to do."),
  /** Phone and code, or login, password and second factor, do not fit. */
  REFUSED(
      "auth.refused",
      401,
      false,
      "登录信息不正确或已失效。",
      "The credentials do not fit or are no longer valid."),
  /** A one-time code was sent a moment ago, or too many today. */
  OTP_TOO_OFTEN(
      "auth.otp-too-often",
      429,
      true,
      "验证码发送过于频繁，请稍后再试。",
      "One-time codes were asked for too often; try again later."),
  /** Too many wrong tries; the sign-in is locked for a while. */
  LOCKED("auth.locked", 429, true, "尝试次数过多，请稍后再试。", "Too many wrong tries; try again later."),
  /** The login is taken. */
  LOGIN_TAKEN("staff.login-taken", 409, false, "该登录名已被使用。", "That login is taken."),
  /** The key is not an EC P-256 public key in JWK form. */
  KEY_INVALID(
      "client.key-invalid",
      422,
      false,
      "公钥必须是 EC P-256 的 JWK。",
      "The key must be an EC P-256 public key as a JWK.");

  private final Entry entry;

  AccessProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
