package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;

/**
 * One movement on a merchant's account at the wallet. Who asked for it and the remarks, which are
 * people's own words, are left out.
 *
 * @param at when the account changed, in the wallet's zone; of a refund, when it was taken from the
 *     merchant and not when it arrived
 * @param businessId the wallet's number of the payment, refund or transfer behind it
 * @param flowId the wallet's number of the movement
 * @param business what the wallet calls the business: payments, refunds, transfers
 * @param kind what it calls this part of it, such as the payment itself or its fee
 * @param direction whether the account grew
 * @param fen never negative
 * @param balanceFen what the account held afterwards; less than nothing where a fee or a refund
 *     overdrew it
 * @param voucher the merchant's number of the business, in most cases; escaped as the wallet does
 */
public record FundLine(
    LocalDateTime at,
    String businessId,
    String flowId,
    String business,
    String kind,
    Direction direction,
    long fen,
    long balanceFen,
    String voucher) {

  /** As the account sees it. */
  public enum Direction {
    IN,
    OUT
  }

  public FundLine {
    requireNonNull(at, "at");
    requireNonNull(businessId, "businessId");
    requireNonNull(flowId, "flowId");
    requireNonNull(business, "business");
    requireNonNull(kind, "kind");
    requireNonNull(direction, "direction");
    requireNonNull(voucher, "voucher");
    if (fen < 0) {
      throw new IllegalArgumentException("the direction says whether it came or went");
    }
  }
}
