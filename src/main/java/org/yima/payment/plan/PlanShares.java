package org.yima.payment.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.leg.Shares;

/**
 * The eight shares of a bill, in fen; they add up to the total, and the funds to the fund share, or
 * there is no such object.
 *
 * @param fundShare by the insurance funds, split in {@code funds} by kind
 * @param accountShare by the personal account
 * @param mutualAidShare by the family's accounts
 * @param hospitalShare what the hospital itself bears
 * @param commercialShare guaranteed by commercial insurers
 * @param depositShare taken from a deposit; none yet
 * @param subsidyShare by a subsidy; none yet
 * @param selfPay what remains for the payer's wallet
 */
@Schema(name = "Shares")
public record PlanShares(
    @JsonProperty(required = true) long total,
    @JsonProperty(required = true) long fundShare,
    @JsonProperty(required = true) Map<String, Long> funds,
    @JsonProperty(required = true) long accountShare,
    @JsonProperty(required = true) long mutualAidShare,
    @JsonProperty(required = true) long hospitalShare,
    @JsonProperty(required = true) long commercialShare,
    @JsonProperty(required = true) long depositShare,
    @JsonProperty(required = true) long subsidyShare,
    @JsonProperty(required = true) long selfPay) {
  public static final PlanShares NONE = new PlanShares(0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);

  public PlanShares {
    funds = new TreeMap<>(funds);
    long least =
        Math.min(
            Math.min(Math.min(fundShare, accountShare), Math.min(mutualAidShare, hospitalShare)),
            Math.min(Math.min(commercialShare, depositShare), Math.min(subsidyShare, selfPay)));
    if (least < 0) {
      throw new IllegalArgumentException("no share is negative");
    }
    long sum = 0;
    for (long share :
        new long[] {
          fundShare,
          accountShare,
          mutualAidShare,
          hospitalShare,
          commercialShare,
          depositShare,
          subsidyShare,
          selfPay
        }) {
      sum = Math.addExact(sum, share);
    }
    if (sum != total || funds.values().stream().reduce(0L, Math::addExact) != fundShare) {
      throw new IllegalArgumentException("the shares do not add up");
    }
  }

  /**
   * The shares of a bill.
   *
   * @param insured how the medical insurance divides it; absent: not at all
   * @param commercial what commercial insurers guarantee of the remaining cash
   */
  public static PlanShares of(long total, Optional<Shares> insured, long commercial) {
    Shares shares = insured.orElseGet(() -> new Shares(0, Map.of(), 0, 0, 0, total));
    if (shares.total() != total) {
      throw new IllegalArgumentException("the insurance divides another amount");
    }
    return new PlanShares(
        total,
        shares.fund(),
        shares.funds(),
        shares.account(),
        shares.mutualAid(),
        shares.hospital(),
        commercial,
        0,
        0,
        shares.cash() - commercial);
  }

  /** What of these shares is no longer there in the others: what a refund gave back. */
  public PlanShares backTo(PlanShares left) {
    // A new settlement may raise a share; what went back is then told as nothing for that payer
    // and the rise is taken off the payer's own part, so that the sum stays true.
    Map<String, Long> back = new TreeMap<>();
    funds.forEach(
        (kind, amount) -> back.put(kind, rest(amount, left.funds.getOrDefault(kind, 0L))));
    back.values().removeIf(amount -> amount == 0);
    long fund = back.values().stream().mapToLong(Long::longValue).sum();
    long account = rest(accountShare, left.accountShare);
    long mutualAid = rest(mutualAidShare, left.mutualAidShare);
    long hospital = rest(hospitalShare, left.hospitalShare);
    long commercial = rest(commercialShare, left.commercialShare);
    long gone = total - left.total;
    long others = fund + account + mutualAid + hospital + commercial;
    return others <= gone
        ? new PlanShares(
            gone, fund, back, account, mutualAid, hospital, commercial, 0, 0, gone - others)
        : new PlanShares(gone, 0, Map.of(), 0, 0, 0, 0, 0, 0, gone);
  }

  private static long rest(long before, long now) {
    return Math.max(0, before - now);
  }
}
