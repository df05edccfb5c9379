package org.yima.payment;

import org.yima.platform.ProblemType;

/** The refusals of this room. */
public enum PaymentProblem implements ProblemType {
  /** The bill is paid, cancelled or taken back: what was asked needs it open. */
  BILL_NOT_OPEN("bill.not-open", 409, false, "账单已支付、已取消或已撤回。", "The bill is no longer open."),
  /** The hospital used this external id for another bill. */
  BILL_EXTERNAL_ID(
      "bill.external-id",
      409,
      false,
      "该外部账单号已用于另一张账单。",
      "This external id already names another bill."),
  /** Whom the bill is for can't be found by what was given. */
  BILL_PATIENT_UNKNOWN(
      "bill.patient-unknown",
      422,
      false,
      "找不到该患者的平台身份，请在窗口收费。",
      "No resident is known under this patient; charge at the window."),
  /** The bill's time to be paid is over. */
  BILL_OVERDUE("bill.overdue", 409, false, "账单已超过支付期限。", "The time to pay this bill is over."),
  /** The plan's time is over; make a new one. */
  PLAN_EXPIRED(
      "plan.expired", 410, false, "支付方案已过期，请重新获取。", "The plan has expired; make a new one."),
  /** The bill has changed, or is no longer open, since the plan was made. */
  PLAN_STALE(
      "plan.stale",
      409,
      false,
      "账单在生成方案后已变更，请重新获取方案。",
      "The bill changed after the plan was made; make a new plan."),
  /** The bureau refused; {@code errors} names its reason. */
  PLAN_INSURANCE_REFUSED(
      "plan.insurance-refused",
      422,
      false,
      "医保结算不可用，原因见 errors，可选择自费。",
      "The medical insurance refuses, see errors; you may pay without it."),
  /** The authorisation belongs to another person than the bill. */
  PLAN_INSURANCE_PERSON(
      "plan.insurance-person",
      422,
      false,
      "医保授权人与就诊人不一致。",
      "The insurance authorisation belongs to another person than the bill."),
  /** The authorisation is unknown, used or expired; the resident gives a new one. */
  PLAN_AUTHORISATION(
      "plan.authorisation",
      422,
      false,
      "医保授权无效或已过期，请重新授权。",
      "The insurance authorisation is unknown, used or expired; authorise again."),
  /** This bill is not insured, or not in a way that this server settles. */
  PLAN_NOT_INSURABLE(
      "plan.not-insurable",
      422,
      false,
      "该账单不支持医保结算。",
      "This bill can't be settled with medical insurance here."),
  /** The hospital has given no diagnosis yet, and the bureau settles nothing without one. */
  PLAN_DIAGNOSIS_MISSING(
      "plan.diagnosis-missing",
      422,
      false,
      "医院尚未填写诊断，暂不能使用医保结算；可选择自费支付，或请医院补录诊断后再试。",
      "The hospital has not given the diagnosis yet, so the insurance can't settle this bill; pay"
          + " without insurance, or ask the hospital to add the diagnosis and try again."),
  /** What remains for the payer needs a wallet, and none was named. */
  PLAN_WALLET_NEEDED(
      "plan.wallet-needed",
      422,
      false,
      "请选择支付自费部分的钱包。",
      "Choose a wallet for the part that remains."),
  /** What remains for the payer can't be paid here: the institution has no merchant number. */
  PLAN_NO_MERCHANT(
      "plan.no-merchant",
      422,
      false,
      "该机构未开通钱包收款，自费部分请在窗口支付。",
      "This institution takes no wallet; pay the part that remains at the window."),
  /** The code that was scanned is another person's than the bill. */
  CHARGE_OTHER_PERSON(
      "charge.other-person",
      422,
      false,
      "所扫二维码的持有人与账单患者不一致。",
      "The scanned code belongs to another person than the bill."),
  /** The card has no wallet by which this server can ask its owner. */
  CHARGE_NO_INSTRUMENT(
      "charge.no-instrument",
      422,
      false,
      "该健康卡没有可用的钱包，请持卡人先在手机上绑定，或在窗口收费。",
      "The card has no wallet that can pay here; its owner may bind one, or pay at the window."),
  /** Nobody's phone can confirm: neither the resident nor a guardian has an account. */
  CHARGE_NO_PAYER(
      "charge.no-payer",
      422,
      false,
      "该居民没有可以确认付款的账户，请在窗口收费。",
      "Nobody has an account that could confirm this payment; charge at the window."),
  /** Whoever shows a wallet's code pays in cash: the insurance is the patient's to bring in. */
  CHARGE_SELF_PAY(
      "charge.self-pay-only",
      422,
      false,
      "钱包付款码只能自费支付。使用医保请出示患者本人的健康卡二维码；确认全额自费请另行注明。",
      "A wallet's code pays in cash alone. Ask for the patient's own code to use the insurance, or say"
          + " that it is not used."),
  /** A wallet's or the insurance's own code, which no gateway of this deployment takes. */
  CHARGE_UNAVAILABLE(
      "charge.unavailable",
      422,
      false,
      "本平台未开通该付款码收款，请出示健康卡二维码。",
      "This deployment can't take payment by that code; ask for the health card's code."),
  /** A payment or a refund of this bill is under way. */
  PAYMENT_IN_PROGRESS(
      "payment.in-progress",
      409,
      true,
      "该账单正在支付或退款中，请稍后再试。",
      "This bill is being paid or refunded; try again later."),
  /** It can't be cancelled any more: it is paid, or over. */
  PAYMENT_OVER("payment.over", 409, false, "支付已完成或已结束。", "The payment is complete or over."),
  /** More would go back than was paid for the line. */
  REFUND_EXCEEDS(
      "refund.exceeds",
      422,
      false,
      "退款金额超过该明细的可退金额。",
      "More would be refunded than remains of the line."),
  /** The hospital has not released the line. */
  REFUND_NOT_RELEASED(
      "refund.not-released",
      422,
      false,
      "该明细尚未由医院确认可退。",
      "The hospital has not released this line for refund."),
  /** The hospital has not answered an earlier wish yet. */
  REFUND_REQUESTED(
      "refund.requested",
      409,
      false,
      "该支付已有待医院处理的退款申请。",
      "A refund of this payment has been asked for already; the hospital has not answered yet."),
  /** The refund is not waiting for this step. */
  REFUND_STATE(
      "refund.state", 409, false, "退款当前状态不允许该操作。", "The refund is not waiting for this step.");

  private final Entry entry;

  PaymentProblem(String code, int status, boolean retryable, String zh, String en) {
    this.entry = new Entry(code, status, retryable, zh, en);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
