package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yima.sandbox.books.Transaction;

/** {@code setlinfo} and {@code setldetail} in yuan. */
final class SettlementView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(Fsi.ZONE);

  private SettlementView() {}

  /** A settlement that is told of with a fen too much of the funds. */
  private record Misstated(String setlId) {}

  /** From now on whatever is told of this settlement does not add up. */
  static void misstate(Transaction tx, Settlement settlement) {
    tx.put(settlement.setlId(), settlement.mdtrtId(), new Misstated(settlement.setlId()));
  }

  /** The output; {@code sign} -1 gives a reversal's amounts. */
  static Map<String, Object> of(Transaction tx, Insured insured, Settlement s, int sign) {
    FundRules.Shares shares = s.shares();
    long told = shares.fund() + (tx.find(Misstated.class, s.setlId()).isPresent() ? 1 : 0);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("setl_id", s.setlId());
    info.put("mdtrt_id", s.mdtrtId());
    info.put("psn_no", s.psnNo());
    info.putAll(Visits.described(insured, tx));
    info.put("insutype", s.insutype());
    info.put("psn_type", s.insutype().equals("310") ? "11" : "15");
    info.put("cvlserv_flag", "0");
    info.put("setl_time", TIME.format(s.at()));
    info.put("mdtrt_cert_type", s.mdtrtCertType());
    info.put("med_type", s.medType());
    info.put("medfee_sumamt", Yuan.of(sign * shares.total()));
    info.put("fulamt_ownpay_amt", Yuan.of(sign * shares.fullOwn()));
    info.put("overlmt_selfpay", Yuan.of(sign * shares.overLimit()));
    info.put("preselfpay_amt", Yuan.of(sign * shares.ownFirst()));
    info.put("inscp_scp_amt", Yuan.of(sign * shares.inScope()));
    info.put("act_pay_dedc", Yuan.of(sign * shares.deductible()));
    info.put("hifp_pay", Yuan.of(sign * shares.pool()));
    info.put("pool_prop_selfpay", BigDecimal.valueOf(s.ratioBasisPoints(), 4));
    for (String none : List.of("cvlserv_pay", "hifes_pay", "oth_pay")) {
      info.put(none, Yuan.of(0));
    }
    info.put("hifmi_pay", Yuan.of(sign * shares.funds().serious()));
    info.put("hifob_pay", Yuan.of(sign * shares.funds().aboveCeiling()));
    info.put("maf_pay", Yuan.of(sign * shares.funds().assistance()));
    info.put("fund_pay_sumamt", Yuan.of(sign * told));
    info.put("psn_part_amt", Yuan.of(sign * (shares.total() - shares.fund() - shares.hospital())));
    info.put("acct_pay", Yuan.of(sign * (shares.account() + shares.mutualAid())));
    info.put("psn_cash_pay", Yuan.of(sign * shares.cash()));
    info.put("hosp_part_amt", Yuan.of(sign * shares.hospital()));
    info.put("balc", Yuan.of(tx.ledger().balance(Insured.CHANNEL, insured.account())));
    info.put("acct_mulaid_pay", Yuan.of(sign * shares.mutualAid()));
    Families.payer(tx, insured)
        .filter(unused -> shares.mutualAid() > 0)
        .ifPresent(masked -> info.put("acct_mulaid_psn_name", masked));
    info.put("medins_setl_id", s.msgid());
    info.put("clr_optins", s.institution());
    info.put("clr_way", "1");
    info.put("clr_type", "11");
    info.put("refd_setl_flag", s.reversed() ? "1" : "0");
    return Map.of("setlinfo", info, "setldetail", detail(shares, sign));
  }

  private static List<Map<String, Object>> detail(FundRules.Shares shares, int sign) {
    List<Map<String, Object>> details = new ArrayList<>();
    add(details, "310100", "统筹基金支出", shares, shares.pool(), sign);
    add(details, "330100", "大额医疗费用补助支出", shares, shares.funds().aboveCeiling(), sign);
    add(details, "390200", "大病保险支出", shares, shares.funds().serious(), sign);
    add(details, "610100", "医疗救助支出", shares, shares.funds().assistance(), sign);
    return details;
  }

  private static void add(
      List<Map<String, Object>> details,
      String type,
      String name,
      FundRules.Shares shares,
      long fen,
      int sign) {
    if (fen == 0) {
      return;
    }
    Map<String, Object> fund = new LinkedHashMap<>();
    fund.put("fund_pay_type", type);
    fund.put("fund_pay_type_name", name);
    fund.put("inscp_scp_amt", Yuan.of(sign * shares.inScope()));
    fund.put("crt_payb_lmt_amt", Yuan.of(0));
    fund.put("fund_payamt", Yuan.of(sign * fen));
    fund.put("setl_proc_info", "");
    details.add(fund);
  }
}
