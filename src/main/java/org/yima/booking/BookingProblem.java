package org.yima.booking;

import org.yima.platform.ProblemType;

/** Refusals of booking. */
public enum BookingProblem implements ProblemType {
  /** Every number of the segment is taken. */
  SOLD_OUT(
      "slot.sold-out",
      422,
      "该时段号源已约满，请选择其他时段。",
      "Every number of this segment is taken; choose another."),
  /** Not yet released, over, or stopped by the hospital. */
  CLOSED(
      "slot.closed",
      422,
      "该时段尚未放号、已结束或已停诊。",
      "This segment is not released yet, over, or stopped."),
  /** The hold ran out or was given up; take a number anew with a new Idempotency-Key. */
  HOLD_EXPIRED("hold.expired", 410, "占号已失效，请重新预约。", "The hold has run out; take a number anew."),
  /** One number per session, and so many a day and a day and department. */
  LIMIT(
      "booking.limit",
      422,
      "该就诊人的预约数已达上限。",
      "This person has as many appointments as are allowed."),
  /** The session has a fee, and its hospital takes no wallet by which it could be paid. */
  FEE_UNPAYABLE(
      "booking.fee-unpayable",
      422,
      "该医院未开通线上收费，请在窗口挂号。",
      "This hospital takes no fee online; register at its window."),
  /** The appointment's present status does not allow it. */
  STATE(
      "appointment.state",
      409,
      "预约当前状态不允许此操作。",
      "The appointment's present status does not allow this."),
  /** The cancel deadline is over. */
  TOO_LATE(
      "appointment.too-late",
      422,
      "已超过退号截止时间，请联系医院。",
      "The cancel deadline is over; ask the hospital."),
  /** Check-in is open on the day of the visit alone. */
  CHECK_IN_CLOSED("check-in.closed", 422, "请在就诊当日签到。", "Check in on the day of the visit."),
  /** The scanned person has no booked appointment here today. */
  CHECK_IN_NONE(
      "check-in.none", 422, "今日在本院没有可签到的预约。", "There is no booked appointment here today."),
  /** What is taken stands against the change; {@code errors} points at the field. */
  SESSION_IN_USE(
      "session.in-use", 409, "已有预约，不能这样修改。", "Numbers are taken; errors names what can't change."),
  /** A stopped session stays stopped. */
  SESSION_STOPPED("session.stopped", 409, "该出诊已停诊。", "The session is stopped.");

  private final Entry entry;

  /** Final answers: a number that comes back is asked for anew, under a new key. */
  BookingProblem(String code, int status, String zh, String en) {
    this.entry = new Entry(code, status, false, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
