package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
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

  /** The output; {@code sign} -1 gives a reversal's amounts. */
  static Map<String, Object> of(Transaction tx, Insured insured, Settlement s, int sign) {
    FundRules.Shares shares = s.shares();
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
    info.put("overlmt_selfpay", Yuan.of(0));
    info.put("preselfpay_amt", Yuan.of(sign * shares.ownFirst()));
    info.put("inscp_scp_amt", Yuan.of(sign * shares.inScope()));
    info.put("act_pay_dedc", Yuan.of(sign * shares.deductible()));
    info.put("hifp_pay", Yuan.of(sign * shares.pool()));
    info.put("pool_prop_selfpay", BigDecimal.valueOf(s.ratioBasisPoints(), 4));
    for (String none :
        List.of("cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay")) {
      info.put(none, Yuan.of(0));
    }
    info.put("fund_pay_sumamt", Yuan.of(sign * shares.pool()));
    info.put("psn_part_amt", Yuan.of(sign * (shares.total() - shares.pool())));
    info.put("acct_pay", Yuan.of(sign * (shares.account() + shares.mutualAid())));
    info.put("psn_cash_pay", Yuan.of(sign * shares.cash()));
    info.put("hosp_part_amt", Yuan.of(0));
    info.put("balc", Yuan.of(tx.ledger().balance(Insured.CHANNEL, insured.account())));
    info.put("acct_mulaid_pay", Yuan.of(sign * shares.mutualAid()));
    info.put("medins_setl_id", s.msgid());
    info.put("clr_optins", s.institution());
    info.put("clr_way", "1");
    info.put("clr_type", "11");
    info.put("refd_setl_flag", s.reversed() ? "1" : "0");
    return Map.of("setlinfo", info, "setldetail", detail(shares, sign));
  }

  private static List<Map<String, Object>> detail(FundRules.Shares shares, int sign) {
    if (shares.pool() == 0) {
      return List.of();
    }
    Map<String, Object> pool = new LinkedHashMap<>();
    pool.put("fund_pay_type", "310100");
    pool.put("fund_pay_type_name", "统筹基金支出");
    pool.put("inscp_scp_amt", Yuan.of(sign * shares.inScope()));
    pool.put("crt_payb_lmt_amt", Yuan.of(0));
    pool.put("fund_payamt", Yuan.of(sign * shares.pool()));
    pool.put("setl_proc_info", "");
    return List.of(pool);
  }
}
