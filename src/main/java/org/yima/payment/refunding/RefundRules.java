package org.yima.payment.refunding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentProblem;
import org.yima.platform.PlatformProblem;

/** What of a bill may go back: only released lines, and of each no more than remains. */
final class RefundRules {
  private RefundRules() {}

  /** A line that is to go back; without an amount all that remains of it. */
  record Wanted(int lineNo, Long amount) {}

  /**
   * The amount to give back of each line, in fen.
   *
   * @param refunded what of each line has gone back already
   * @throws org.yima.platform.Problem refund.not-released, refund.exceeds, or input.invalid for a
   *     line that is not there or stands twice
   */
  static Map<Integer, Long> of(
      List<Wanted> wanted,
      List<NewLine> lines,
      Map<Integer, Long> refunded,
      Set<Integer> released) {
    Map<Integer, Long> amounts = new TreeMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      Wanted want = wanted.get(i);
      String pointer = "/lines/" + i;
      NewLine line =
          lines.stream()
              .filter(l -> l.lineNo() == want.lineNo())
              .findFirst()
              .orElseThrow(() -> invalid(pointer, "unknown"));
      long remains = line.amount().value() - refunded.getOrDefault(line.lineNo(), 0L);
      long amount = want.amount() == null ? remains : want.amount();
      if (!released.contains(line.lineNo())) {
        throw PaymentProblem.REFUND_NOT_RELEASED.problem().at(pointer + "/lineNo", "not-released");
      }
      if (amount <= 0 || amount > remains) {
        throw PaymentProblem.REFUND_EXCEEDS.problem().at(pointer + "/amount", "exceeds");
      }
      if (amounts.put(line.lineNo(), amount) != null) {
        throw invalid(pointer, "duplicate");
      }
    }
    return amounts;
  }

  private static org.yima.platform.Problem invalid(String pointer, String code) {
    return PlatformProblem.INPUT_INVALID.problem().at(pointer + "/lineNo", code);
  }

  static long sum(Map<Integer, Long> amounts) {
    return amounts.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }
}
