package org.yima.gateway.einvoice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A form that is void. */
public record PaperVoid(
    PaperRef paper, String placeCode, String operator, String reason, Instant at) {
  public PaperVoid {
    requireNonNull(paper, "paper");
    requireNonNull(placeCode, "placeCode");
    requireNonNull(operator, "operator");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
  }

  @Override
  public String toString() {
    return "PaperVoid[" + paper + "]";
  }
}
