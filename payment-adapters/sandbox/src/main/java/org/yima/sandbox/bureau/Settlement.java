package org.yima.sandbox.bureau;

import java.time.Instant;

/**
 * A settlement that stands or was reversed.
 *
 * @param number its place in the row of all settlements
 * @param msgid the message that made it
 * @param area where the person was insured
 * @param purse the account of the family's that paid
 * @param year the year whose deductible and ceiling it used
 * @param reversedAt null while it stands
 */
record Settlement(
    long number,
    String setlId,
    String msgid,
    String mdtrtId,
    String psnNo,
    String institution,
    String chrgBchno,
    String insutype,
    String area,
    String purse,
    String medType,
    String mdtrtCertType,
    int ratioBasisPoints,
    FundRules.Shares shares,
    int year,
    Instant at,
    boolean reversed,
    Instant reversedAt) {

  /** Taken back then. */
  Settlement reversed(Instant then) {
    return new Settlement(
        number,
        setlId,
        msgid,
        mdtrtId,
        psnNo,
        institution,
        chrgBchno,
        insutype,
        area,
        purse,
        medType,
        mdtrtCertType,
        ratioBasisPoints,
        shares,
        year,
        at,
        then != null,
        then);
  }

  /** Stands again. */
  Settlement reinstated() {
    return reversed(null);
  }
}
