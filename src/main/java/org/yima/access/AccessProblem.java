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
  /** There is no such presence. */
  PRESENCE_UNKNOWN(
      "presence.unknown",
      403,
      false,
      "没有此到场记录，请重新读卡。",
      "There is no such presence; read the card again."),
  /** The presence is over: ten minutes have passed. */
  PRESENCE_EXPIRED(
      "presence.expired", 403, false, "到场已超时，请重新读卡。", "The presence is over; read the card again."),
  /** Somebody else stands at the counter than the resident named in Yima-For. */
  PRESENCE_RESIDENT(
      "presence.other-resident",
      403,
      false,
      "到场的不是该居民。",
      "It is another person who stands at the counter."),
  /** Another member of staff has read the card. */
  PRESENCE_STAFF(
      "presence.other-staff",
      403,
      false,
      "该到场记录属于其他工作人员，请重新读卡。",
      "Another member of staff has read the card; read it again."),
  /** The card was read at another institution. */
  PRESENCE_INSTITUTION(
      "presence.other-institution",
      403,
      false,
      "该到场记录属于其他机构。",
      "The card was read at another institution."),
  /** This is not done at a counter: the person does it on their own phone. */
  PRESENCE_NOT_HERE(
      "presence.not-here",
      403,
      false,
      "该操作不能在窗口代办，请本人在手机上操作。",
      "This is not done at a counter; the person does it on their own phone."),
  /** The card reading proves nothing: reader, signature, time or content do not hold. */
  CARD_READ_REFUSED(
      "card-read.refused",
      422,
      false,
      "读卡结果无效，请在本机构登记的读卡器上重新读卡。",
      "The card reading does not hold; read the card again at a reader registered here."),
  /** This very reading has been used. */
  CARD_READ_USED(
      "card-read.used",
      422,
      false,
      "该读卡结果已使用，请重新读卡。",
      "This reading was used; read the card again."),
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
