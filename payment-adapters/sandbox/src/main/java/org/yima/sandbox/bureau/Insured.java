package org.yima.sandbox.bureau;

import java.util.List;
import org.yima.sandbox.books.Transaction;

/**
 * An insured person.
 *
 * @param insutype 310 employee, 390 resident
 * @param terms what else the bureau knows
 * @param usedYear the year the next three belong to
 * @param ownUsed what they bore in scope
 */
record Insured(
    String idNumber,
    String name,
    String psnNo,
    String insutype,
    FundRules rules,
    Terms terms,
    int usedYear,
    long deductibleUsed,
    long poolUsed,
    long ownUsed) {
  static final String CHANNEL = "bureau";

  /**
   * What a bureau knows of a person beside the rules.
   *
   * @param refusals what it says whatever the bill is, as it was told to
   * @param area where they are insured
   * @param unfiled insured elsewhere and not filed for here
   * @param otherProvince insured in another province
   * @param diseases registered for chronic and special disease (14); null: nobody looks
   * @param quota settlements of med_type 14 in a year; 0: any number
   */
  record Terms(
      List<Refusal> refusals,
      String area,
      boolean unfiled,
      boolean otherProvince,
      List<String> diseases,
      int quota) {
    Terms {
      refusals = List.copyOf(refusals);
      diseases = diseases == null ? null : List.copyOf(diseases);
    }
  }

  String account() {
    return "account:" + psnNo;
  }

  String area() {
    return terms.area();
  }

  FundRules.Position position(Transaction tx, int year) {
    boolean sameYear = year == usedYear;
    return new FundRules.Position(
        sameYear ? deductibleUsed : 0,
        sameYear ? poolUsed : 0,
        sameYear ? ownUsed : 0,
        tx.ledger().balance(CHANNEL, account()),
        tx.ledger().balance(CHANNEL, Families.purse(tx, this)));
  }

  /**
   * After a settlement, or with {@code sign} -1 after its reversal; another year's counters are
   * over.
   */
  Insured using(FundRules.Shares shares, int year, int sign) {
    if (sign < 0 && year != usedYear) {
      return this;
    }
    boolean sameYear = year == usedYear;
    return new Insured(
        idNumber,
        name,
        psnNo,
        insutype,
        rules,
        terms,
        year,
        (sameYear ? deductibleUsed : 0) + sign * shares.deductible(),
        (sameYear ? poolUsed : 0) + sign * shares.pool(),
        (sameYear ? ownUsed : 0) + sign * shares.ownInScope());
  }

  /** 1 male, 2 female, by the seventeenth digit of a resident number. */
  String gender() {
    return residentNumber() ? ((idNumber.charAt(16) - '0') % 2 == 1 ? "1" : "2") : "9";
  }

  /** yyyy-MM-dd, empty when the number does not tell. */
  String birthDate() {
    return residentNumber()
        ? idNumber.substring(6, 10)
            + "-"
            + idNumber.substring(10, 12)
            + "-"
            + idNumber.substring(12, 14)
        : "";
  }

  private boolean residentNumber() {
    return idNumber.matches("\\d{17}[0-9X]");
  }
}
