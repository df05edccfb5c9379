package org.yima.gateway.insurer;

import java.util.List;

/** A bill shown to an insurer, with what basic insurance bears of it. Amounts in fen. */
public record QuoteRequest(
    String quoteId, String policyRef, Institution institution, Bill bill, BasicInsurance basic) {

  public record Institution(String code, String name) {}

  public record Bill(String id, int version, long totalFen, List<Line> lines) {
    public Bill {
      lines = List.copyOf(lines);
      if (lines.stream().mapToLong(Line::amountFen).reduce(0, Math::addExact) != totalFen) {
        throw new IllegalArgumentException("the lines do not sum up to the bill");
      }
    }
  }

  public record Line(int lineNo, String code, String name, long amountFen) {
    @Override
    public String toString() {
      return "Line[" + lineNo + ", " + amountFen + " fen]";
    }
  }

  /** What the fund, the personal account and the insured bear before this insurer. */
  public record BasicInsurance(long fundFen, long accountFen, long selfPayFen) {}

  @Override
  public String toString() {
    return "QuoteRequest[" + quoteId + "]";
  }
}
