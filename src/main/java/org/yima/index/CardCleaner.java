package org.yima.index;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.yima.index.cleaning.CleanText;
import org.yima.index.cleaning.Rules;

/**
 * Makes a record of a row of an extract, by the same rules whichever way the row comes.
 *
 * @param domain of whom the numbers are
 * @param cardLength how long nearly all card numbers of the file are, so that lost leading zeros
 *     can be put back; 0 where that is not known
 * @param patientLength of the patient numbers likewise
 * @param today nobody is born later
 */
public record CardCleaner(String domain, int cardLength, int patientLength, LocalDate today) {
  /** The card. */
  public CleanCard clean(ExtractRow row) {
    return Rules.clean(this, row);
  }

  /** The length that at least nine in ten of the numbers have, by length; 0 when there is none. */
  public static int commonLength(Map<Integer, Long> counts) {
    ToLongFunction<Long> itself = Long::longValue;
    long all = counts.values().stream().mapToLong(itself).sum();
    return new TreeMap<>(counts)
        .entrySet().stream()
            .filter(e -> 10 * e.getValue() >= 9 * all)
            .mapToInt(Map.Entry::getKey)
            .findFirst()
            .orElse(0);
  }

  /** A cell's text: half width, without invisible characters, without blanks at the ends. */
  public static String text(String raw) {
    return CleanText.clean(raw);
  }
}
