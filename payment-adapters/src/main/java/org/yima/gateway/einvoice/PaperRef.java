package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

/** A numbered paper form. */
public record PaperRef(String batchCode, String number) {
  public PaperRef {
    requireNonNull(batchCode, "batchCode");
    requireNonNull(number, "number");
  }
}
