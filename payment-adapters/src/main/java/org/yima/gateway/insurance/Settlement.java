package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.MaskedName;

/**
 * Who pays a bill, by the bureau's word. The five shares sum up to the total, the funds to the fund
 * share; anything else is refused at construction.
 *
 * @param setlId the bureau's number; absent for a trial (2206)
 * @param accountFen personal account, without what the family's accounts gave
 * @param mutualAidFen the family's accounts (家庭共济)
 * @param mutualAidPayer whose account that was, where the bureau tells it
 * @param hospitalFen what the institution itself bears
 * @param cashFen what remains for the insured
 * @param balanceAfterFen of the personal account, where the bureau tells it
 */
public record Settlement(
    Optional<String> setlId,
    String mdtrtId,
    String insutype,
    long totalFen,
    long fundFen,
    Map<FundKind, Long> funds,
    long accountFen,
    long mutualAidFen,
    Optional<MaskedName> mutualAidPayer,
    long hospitalFen,
    long cashFen,
    Optional<Long> balanceAfterFen,
    Facts facts) {

  /** A fund that bears a part. */
  public enum FundKind {
    /** 统筹基金 hifp_pay. */
    POOL,
    /** 公务员医疗补助 cvlserv_pay. */
    CIVIL_SERVANT,
    /** 企业补充医疗保险 hifes_pay. */
    ENTERPRISE_SUPPLEMENT,
    /** 居民大病保险 hifmi_pay. */
    SERIOUS_ILLNESS,
    /** 职工大额补助 hifob_pay. */
    LARGE_SUM,
    /** 医疗救助 maf_pay. */
    MEDICAL_ASSISTANCE,
    /** oth_pay, and what the bureau did not itemise. */
    OTHER
  }

  /**
   * The reasons the bureau itself returns.
   *
   * @param deductibleFen the deductible that this bill used up (act_pay_dedc)
   * @param poolSelfPayRatio the insured's ratio within the pool (pool_prop_selfpay), as text
   */
  public record Facts(
      long fullyOwnPaidFen,
      long overLimitFen,
      long ownPaidFirstFen,
      long inScopeFen,
      long deductibleFen,
      String poolSelfPayRatio) {}

  public Settlement {
    requireNonNull(setlId, "setlId");
    requireNonNull(mdtrtId, "mdtrtId");
    requireNonNull(mutualAidPayer, "mutualAidPayer");
    requireNonNull(balanceAfterFen, "balanceAfterFen");
    requireNonNull(facts, "facts");
    Map<FundKind, Long> sorted = new EnumMap<>(FundKind.class);
    sorted.putAll(funds);
    funds = Collections.unmodifiableMap(sorted);
    if (fundFen < 0 || accountFen < 0 || mutualAidFen < 0 || hospitalFen < 0 || cashFen < 0) {
      throw new IllegalArgumentException("no share is negative");
    }
    long shares =
        Math.addExact(
            Math.addExact(fundFen, accountFen),
            Math.addExact(mutualAidFen, Math.addExact(hospitalFen, cashFen)));
    if (shares != totalFen) {
      throw new IllegalArgumentException("the shares do not sum up to the total");
    }
    if (funds.values().stream().anyMatch(fen -> fen < 0)
        || funds.values().stream().reduce(0L, Math::addExact) != fundFen) {
      throw new IllegalArgumentException("the funds do not sum up to the fund share");
    }
  }

  /** Whether another settlement divides the same bill in the same way. */
  public boolean sameShares(Settlement other) {
    return totalFen == other.totalFen
        && fundFen == other.fundFen
        && funds.equals(other.funds)
        && accountFen == other.accountFen
        && mutualAidFen == other.mutualAidFen
        && hospitalFen == other.hospitalFen
        && cashFen == other.cashFen;
  }
}
