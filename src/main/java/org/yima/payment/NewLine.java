package org.yima.payment;

import java.math.BigDecimal;
import org.yima.platform.Fen;

/**
 * One line of a new bill. Its amount is authoritative: quantity and unit price (yuan, up to six
 * decimals) are shown and passed on, never multiplied again.
 *
 * @param insuranceClass 01 甲, 02 乙, 03 丙
 */
public record NewLine(
    int lineNo,
    String code,
    String name,
    String insuranceClass,
    BigDecimal quantity,
    BigDecimal unitPrice,
    Fen amount) {}
