package org.yima.payment.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Divides a bill's shares among its lines. The bureau knows the fund per bill only, so this is our
 * allocation and is labelled so; it adds up both ways to the fen: over the lines to each share, and
 * over the payers to each line.
 */
public final class Allocation {
  /**
   * A line to be divided.
   *
   * @param inScope what of it the fund's rules apply to, by the bureau's word
   */
  public record Line(int lineNo, String code, String name, long amount, long inScope) {}

  private Allocation() {}

  /** The lines with everybody's part of each. */
  public static List<PlanLine> of(List<Line> lines, PlanShares shares) {
    long[] left = lines.stream().mapToLong(Line::amount).toArray();
    long[] scope = weights(lines, left, shares.fundShare());
    long[] fund = divide(shares.fundShare(), scope, left);
    long[] account = divide(shares.accountShare(), left.clone(), left);
    long[] mutualAid = divide(shares.mutualAidShare(), left.clone(), left);
    long[] hospital = divide(shares.hospitalShare(), left.clone(), left);
    long[] commercial = divide(shares.commercialShare(), left.clone(), left);
    List<PlanLine> divided = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      divided.add(
          new PlanLine(
              line.lineNo(),
              line.code(),
              line.name(),
              line.amount(),
              fund[i],
              account[i],
              mutualAid[i],
              hospital[i],
              commercial[i],
              left[i],
              PlanLine.ALLOCATION));
    }
    return divided;
  }

  /** The fund falls on what is in scope; where that is not enough to bear it, on the amounts. */
  private static long[] weights(List<Line> lines, long[] left, long fund) {
    ToLongFunction<Line> inScope = line -> Math.max(0, Math.min(line.inScope(), line.amount()));
    long sum = lines.stream().mapToLong(inScope).sum();
    return sum >= fund ? lines.stream().mapToLong(inScope).toArray() : left.clone();
  }

  /**
   * Divides {@code share} by weight and takes it off {@code left}. No weight is above what is left
   * of its line and together they are at least the share, so no part exceeds its line. The odd fen
   * go to the largest remainders, earlier lines first.
   */
  private static long[] divide(long share, long[] weights, long[] left) {
    long total = 0;
    for (long weight : weights) {
      total = Math.addExact(total, weight);
    }
    long[] parts = new long[weights.length];
    if (share == 0) {
      return parts;
    }
    long rest = share;
    List<Integer> order = new ArrayList<>();
    long[] remainders = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      // In a bill of some ten million yuan the product is too large for a long.
      BigInteger[] divided =
          BigInteger.valueOf(share)
              .multiply(BigInteger.valueOf(weights[i]))
              .divideAndRemainder(BigInteger.valueOf(total));
      parts[i] = divided[0].longValueExact();
      remainders[i] = divided[1].longValueExact();
      rest -= parts[i];
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> remainders[i]).reversed());
    for (int i = 0; i < rest; i++) {
      parts[order.get(i)]++;
    }
    for (int i = 0; i < left.length; i++) {
      left[i] -= parts[i];
    }
    return parts;
  }
}
