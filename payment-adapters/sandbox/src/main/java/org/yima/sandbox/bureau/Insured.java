package org.yima.sandbox.bureau;

import org.yima.sandbox.books.Ledger;

/**
 * An insured person.
 *
 * @param insutype 310 employee, 390 resident
 * @param refusal why the bureau refuses this person, or null
 * @param usedYear the year the next two belong to
 */
record Insured(
    String idNumber,
    String name,
    String psnNo,
    String insutype,
    FundRules rules,
    Refusal refusal,
    int usedYear,
    long deductibleUsed,
    long poolUsed) {
  static final String CHANNEL = "bureau";

  String account() {
    return "account:" + psnNo;
  }

  String mutualAid() {
    return "mutual-aid:" + psnNo;
  }

  String fund() {
    return "fund:" + insutype;
  }

  FundRules.Position position(Ledger ledger, int year) {
    boolean sameYear = year == usedYear;
    return new FundRules.Position(
        sameYear ? deductibleUsed : 0,
        sameYear ? poolUsed : 0,
        ledger.balance(CHANNEL, account()),
        ledger.balance(CHANNEL, mutualAid()));
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
        refusal,
        year,
        (sameYear ? deductibleUsed : 0) + sign * shares.deductible(),
        (sameYear ? poolUsed : 0) + sign * shares.pool());
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
