package org.yima.gateway.insurance;

import java.util.List;
import org.yima.gateway.Outcome;

/**
 * Reconciliation with a bureau: we show what we settled, the bureau judges. Every call has a
 * message id of its own; none moves money, so each may be repeated with a new one.
 */
public interface InsuranceReconciliation {

  /** Whether totals agree. */
  enum Verdict {
    EQUAL,
    DIFFERENT
  }

  /**
   * 3201: are our totals of one kind of insurance and one kind of clearing those of the bureau?
   *
   * @param call its insured area says whose settlements are meant
   */
  Outcome<Verdict> judgeTotals(
      BureauCall call, StatementScope scope, String insutype, String clearingType, Totals totals);

  /** 9101: sends the detail file. */
  Outcome<FileKey> sendDetails(BureauCall call, String fileName, List<StatementRow> rows);

  /**
   * 3202: has the bureau compare a file that was sent.
   *
   * @return names the file of differences
   */
  Outcome<FileKey> judgeDetails(
      BureauCall call, StatementScope scope, FileKey details, Totals totals);

  /** 9102: fetches the differences; none when every row agreed. */
  Outcome<List<Difference>> differences(BureauCall call, FileKey file);
}
