package org.yima.index;

import java.util.concurrent.atomic.AtomicInteger;

/** Document numbers of people who do not exist: the area code is not assigned. */
public final class SampleDocuments {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private SampleDocuments() {}

  /** A number that no other test uses: a woman, born 1985-06-01 or somewhat later. */
  public static String fresh() {
    int n = NEXT.getAndIncrement();
    return of(String.format("990104198506%02d%03d", 1 + n / 400, n % 400 * 2));
  }

  /** The 18 characters of GB 11643 for the first 17. */
  public static String of(String body) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (body.charAt(i) - '0');
    }
    return body + "10X98765432".charAt(sum % 11);
  }
}
