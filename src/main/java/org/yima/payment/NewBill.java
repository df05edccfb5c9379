package org.yima.payment;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yima.platform.Fen;
import org.yima.platform.Id;

/**
 * A bill to be opened.
 *
 * @param billId drawn by {@link Bills#draw}, so that the payable can keep it beforehand
 * @param recordId the source record under which the bill arose
 * @param title what the payer reads; tells nothing about an illness
 * @param visitId the hospital's number of the visit; empty text where there is none
 * @param insurance absent: nothing of it is insured
 * @param payBefore after which it can no longer be paid
 */
public record NewBill(
    Id billId,
    Payable payable,
    Id institutionId,
    Id residentId,
    Id recordId,
    String title,
    String visitId,
    Optional<InsuranceTerms> insurance,
    List<NewLine> lines,
    Optional<OffsetDateTime> payBefore) {
  public NewBill {
    lines = List.copyOf(lines);
    if (lines.stream().map(NewLine::lineNo).distinct().count() != lines.size()) {
      throw new IllegalArgumentException("a line number stands twice");
    }
    if (lines.stream().anyMatch(line -> line.amount().isNegative())) {
      throw new IllegalArgumentException("a line is not negative");
    }
    if (!sum(lines).isPositive()) {
      throw new IllegalArgumentException("a bill asks for something");
    }
  }

  public Fen total() {
    return sum(lines);
  }

  private static Fen sum(List<NewLine> lines) {
    return lines.stream().map(NewLine::amount).reduce(Fen.ZERO, Fen::plus);
  }
}
