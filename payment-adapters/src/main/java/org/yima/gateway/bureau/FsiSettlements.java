package org.yima.gateway.bureau;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.MaskedName;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.Settlement.FundKind;
import org.yima.gateway.insurance.SettlementStatus;

/** Reads setlinfo, and believes it only when it adds up in every way the standard names. */
final class FsiSettlements {

  private static final Map<FundKind, String> ITEMISED =
      new EnumMap<>(
          Map.of(
              FundKind.POOL, "hifp_pay",
              FundKind.CIVIL_SERVANT, "cvlserv_pay",
              FundKind.ENTERPRISE_SUPPLEMENT, "hifes_pay",
              FundKind.SERIOUS_ILLNESS, "hifmi_pay",
              FundKind.LARGE_SUM, "hifob_pay",
              FundKind.MEDICAL_ASSISTANCE, "maf_pay",
              FundKind.OTHER, "oth_pay"));

  private final String mutualAidPayer;
  private final FsiProfile.HospitalShare hospitalShare;

  /**
   * Of one province.
   *
   * @param mutualAidPayer as {@link FsiProfile} has it
   * @param hospitalShare as {@link FsiProfile} has it
   */
  FsiSettlements(String mutualAidPayer, FsiProfile.HospitalShare hospitalShare) {
    this.mutualAidPayer = mutualAidPayer;
    this.hospitalShare = hospitalShare;
  }

  /** Of a trial: a settlement number, should there be one, means nothing. */
  Settlement trial(Fields info) {
    return settlement(info, Optional.empty());
  }

  Settlement settled(Fields info) {
    return settlement(info, Optional.of(info.text("setl_id")));
  }

  /**
   * Where a settlement stands. That there is one, and its number, is believed even where its shares
   * do not fit: it may have to be reversed.
   */
  SettlementStatus status(Fields info, SettlementStatus.State state) {
    Optional<Settlement> shares =
        UnreadableAnswer.orUnknown(() -> Outcome.succeeded(settled(info))).toOptional();
    return new SettlementStatus(state, Optional.of(info.text("setl_id")), shares);
  }

  private Settlement settlement(Fields info, Optional<String> setlId) {
    long total = info.yuanAsFen("medfee_sumamt");
    long fund = info.yuanAsFen("fund_pay_sumamt");
    long person = info.yuanAsFen("psn_part_amt");
    long hospital =
        hospital(
            info.yuanAsFenOrZero("hosp_part_amt"),
            Math.subtractExact(total, Math.addExact(fund, person)));
    long cash = info.yuanAsFen("psn_cash_pay");
    long mutualAid = info.yuanAsFenOrZero("acct_mulaid_pay");
    long account = ownAccount(info.yuanAsFenOrZero("acct_pay"), mutualAid, cash, person);
    return new Settlement(
        setlId,
        info.text("mdtrt_id"),
        info.text("insutype"),
        total,
        fund,
        funds(info, fund),
        account,
        mutualAid,
        mutualAid > 0 ? info.anyText(mutualAidPayer).flatMap(MaskedName::of) : Optional.empty(),
        hospital,
        cash,
        info.has("balc") ? Optional.of(info.yuanAsFen("balc")) : Optional.empty(),
        facts(info));
  }

  /**
   * What the institution bears beside the others.
   *
   * @param told by the bureau
   * @param left of the total by funds and person
   */
  private long hospital(long told, long left) {
    boolean fits =
        switch (hospitalShare) {
          case BESIDE -> left == told;
          case INSIDE -> left == 0;
          case EITHER -> left == told || left == 0;
        };
    if (!fits) {
      throw new UnreadableAnswer("medfee_sumamt");
    }
    return left;
  }

  /**
   * The account's part without the family's. Bureaus differ in whether acct_pay holds the family's
   * part already; the sum of the person's part tells which, and nothing is guessed otherwise.
   */
  private static long ownAccount(long account, long mutualAid, long cash, long person) {
    if (Math.addExact(Math.addExact(account, mutualAid), cash) == person) {
      return account;
    }
    if (Math.addExact(account, cash) == person && mutualAid <= account) {
      return account - mutualAid;
    }
    throw new UnreadableAnswer("psn_part_amt");
  }

  private static Map<FundKind, Long> funds(Fields info, long fund) {
    Map<FundKind, Long> funds = new EnumMap<>(FundKind.class);
    long itemised = 0;
    for (Map.Entry<FundKind, String> kind : ITEMISED.entrySet()) {
      long fen = info.yuanAsFenOrZero(kind.getValue());
      itemised = Math.addExact(itemised, fen);
      if (fen != 0) {
        funds.put(kind.getKey(), fen);
      }
    }
    if (itemised > fund) {
      throw new UnreadableAnswer("fund_pay_sumamt");
    }
    if (itemised < fund) {
      long unnamed = fund - itemised;
      funds.merge(FundKind.OTHER, unnamed, Math::addExact);
    }
    return funds;
  }

  private static Settlement.Facts facts(Fields info) {
    return new Settlement.Facts(
        info.yuanAsFenOrZero("fulamt_ownpay_amt"),
        info.yuanAsFenOrZero("overlmt_selfpay"),
        info.yuanAsFenOrZero("preselfpay_amt"),
        info.yuanAsFenOrZero("inscp_scp_amt"),
        info.yuanAsFenOrZero("act_pay_dedc"),
        info.optionalText("pool_prop_selfpay").orElse(""));
  }
}
