package org.yima.gateway.insurance;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the bureau says of a line (2204). How much of the fund falls on a line it does not say.
 *
 * @param itemClass chrgitm_lv: 01 甲, 02 乙, 03 丙
 * @param ownPayRatio 0 to 1, a ratio and not money
 * @param priceLimitYuan the highest unit price in scope, in yuan: a unit price, so it may have more
 *     than two decimals
 * @param fullyOwnPaidFen outside the catalogue
 * @param overLimitFen above the price limit
 * @param ownPaidFirstFen the insured's own part before the fund
 * @param inScopeFen what the fund's rules apply to
 */
public record LineFact(
    String lineId,
    String itemClass,
    BigDecimal ownPayRatio,
    long amountFen,
    Optional<BigDecimal> priceLimitYuan,
    long fullyOwnPaidFen,
    long overLimitFen,
    long ownPaidFirstFen,
    long inScopeFen) {}
