package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

/**
 * An invoice.
 *
 * @param batchCode 票据代码, usually 8 digits
 * @param number 票据号码, usually 10 digits
 */
public record InvoiceRef(String batchCode, String number) {
  public InvoiceRef {
    requireNonNull(batchCode, "batchCode");
    requireNonNull(number, "number");
  }
}
