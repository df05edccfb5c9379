package org.yima.sandbox.bureau;

import java.util.List;

/**
 * What a bureau refuses real people for, at which interface, in the words it uses. 6207 stands for
 * the settlement that the payment centre makes by itself once the cash is there.
 */
enum Refusal {
  NOT_INSURED("该人员未参保", "1101", "6201"),
  SUSPENDED("该人员参保状态为暂停参保", "2201", "2206", "2207", "6202", "6207"),
  IN_HOSPITAL("该人员住院期间不能进行门诊结算", "2201", "2206", "2207", "6202", "6207"),
  NOT_FILED_CROSS_PROVINCE("该人员未办理异地备案", "2201", "2206", "2207", "6202", "6207"),
  INSTITUTION_NOT_DESIGNATED("该医药机构为非定点机构", "2201", "2206", "2207", "6202", "6207"),
  DISEASE_NOT_REGISTERED("该人员病种未备案", "2203", "2206", "2207", "6202", "6207"),
  QUOTA_USED("该人员本期额度已用完", "2206", "2207", "6202", "6207"),
  DETAILS_SUM_OFF("费用明细合计不符", "2206", "2207", "6201"),
  CREDENTIAL_NOT_ACTIVATED("该人员医保电子凭证未激活", "userquery", "1101", "6201"),
  FAMILY_ACCOUNT_NOT_BOUND("亲情账户未绑定", "2206", "2207", "6202"),
  MAINTENANCE(
      "医保系统维护中，请稍后再试",
      "1101",
      "2201",
      "2202",
      "2203",
      "2204",
      "2205",
      "2206",
      "2207",
      "2208",
      "6201",
      "6202",
      "6203"),
  YEAR_CHANGED("结算跨年度，请重新预结算", "2207", "6207"),
  SETTLE_REFUSED("医保结算失败", "2207", "6207"),
  LATER_SETTLEMENT("存在后续结算，请先撤销后续结算", "2208", "6203"),
  PERIOD_CLEARED("该结算所属期已清算，不能撤销", "2208", "6203"),
  AT_THE_WINDOW("异地就医结算请到窗口撤销", "2208", "6203");

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; only its type does not say so.
  private final List<String> where;

  Refusal(String text, String... where) {
    this.text = text;
    this.where = List.of(where);
  }

  String text() {
    return text;
  }

  /** Whether it is known only once a bill was computed. */
  boolean needsABill() {
    return this == FAMILY_ACCOUNT_NOT_BOUND;
  }

  boolean at(String call) {
    return where.contains(call);
  }
}
