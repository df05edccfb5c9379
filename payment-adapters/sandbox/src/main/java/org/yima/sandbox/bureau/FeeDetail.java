package org.yima.sandbox.bureau;

/** An uploaded fee line; {@code setlId} is null while it is not settled. */
record FeeDetail(
    String mdtrtId,
    String feedetlSn,
    String chrgBchno,
    InsuranceClass insuranceClass,
    long amount,
    long overLimit,
    String setlId) {
  String key() {
    return mdtrtId + "/" + feedetlSn;
  }

  FundRules.Line line() {
    return new FundRules.Line(insuranceClass, amount, overLimit);
  }

  FeeDetail settledBy(String settlement) {
    return new FeeDetail(
        mdtrtId, feedetlSn, chrgBchno, insuranceClass, amount, overLimit, settlement);
  }
}
