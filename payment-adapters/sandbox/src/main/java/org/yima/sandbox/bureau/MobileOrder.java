package org.yima.sandbox.bureau;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of the mobile payment centre.
 *
 * @param head what 6201 told
 * @param shares what 6202 gave; null before
 * @param year the year whose deductible and ceiling they were computed with
 * @param history the states it went through, {@code ordStas} last
 * @param cashier who took the cash; {@code CENTRE} or a wallet, null before
 * @param setlId the settlement behind it; null before
 */
record MobileOrder(
    Head head,
    FundRules.Shares shares,
    int year,
    List<Integer> history,
    String cashier,
    String setlId,
    Instant tracedAt,
    long cashRefunded,
    String revsToken) {

  static final int SAVED = 0;
  static final int PRE_SETTLED = 1;
  static final int SETTLING = 2;
  static final int CASH_PAID = 3;
  static final int INSURANCE_PAID = 4;
  static final int HOSPITAL_SETTLED = 5;
  static final int DONE = 6;
  static final int REFUNDED = 7;
  static final int INSURANCE_REFUNDED = 8;
  static final int CASH_REFUNDED = 9;
  static final int CASH_PARTLY_REFUNDED = 10;
  static final int INSURANCE_AND_PART_OF_CASH_REFUNDED = 11;
  static final int REVOKED = 12;
  static final int INSURANCE_REVOKED = 13;
  static final int ABNORMAL = 14;
  static final int SETTLE_FAILED = 15;
  static final int ONE_SIDED = 16;
  static final int REFUNDING = 17;

  /** What 6201 told, which never changes. */
  record Head(
      String payOrdId,
      String payToken,
      String orgCodg,
      String medOrgOrd,
      String psnNo,
      String insutype,
      String medType,
      String mdtrtId,
      String chrgBchno,
      String authorisation,
      boolean byEcToken,
      Instant authorisedUntil,
      boolean useAccount,
      List<FundRules.Line> lines) {
    Allowance.Shown shown() {
      return new Allowance.Shown(authorisation, byEcToken);
    }
  }

  static MobileOrder saved(Head head, String revsToken) {
    return new MobileOrder(head, null, 0, List.of(SAVED), null, null, null, 0, revsToken);
  }

  String payOrdId() {
    return head.payOrdId();
  }

  int ordStas() {
    return history.get(history.size() - 1);
  }

  boolean was(int state) {
    return history.contains(state);
  }

  /** What the accounts bear, the family's included. */
  long accounts() {
    return shares.account() + shares.mutualAid();
  }

  MobileOrder in(int... states) {
    List<Integer> longer = new ArrayList<>(history);
    for (int state : states) {
      longer.add(state);
    }
    return new MobileOrder(
        head,
        shares,
        year,
        List.copyOf(longer),
        cashier,
        setlId,
        tracedAt,
        cashRefunded,
        revsToken);
  }

  MobileOrder preSettled(FundRules.Shares found, int inYear) {
    return new MobileOrder(
            head, found, inYear, history, cashier, setlId, tracedAt, cashRefunded, revsToken)
        .in(PRE_SETTLED);
  }

  MobileOrder taken(String by, Instant at) {
    return new MobileOrder(head, shares, year, history, by, setlId, at, cashRefunded, revsToken)
        .in(SETTLING, CASH_PAID);
  }

  MobileOrder settled(String settlement) {
    return new MobileOrder(
            head, shares, year, history, cashier, settlement, tracedAt, cashRefunded, revsToken)
        .in(INSURANCE_PAID);
  }

  MobileOrder refundingCash(long fen) {
    return new MobileOrder(
        head, shares, year, history, cashier, setlId, tracedAt, cashRefunded + fen, revsToken);
  }
}
