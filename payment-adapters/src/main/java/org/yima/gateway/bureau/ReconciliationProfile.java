package org.yima.gateway.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Map;
import org.yima.gateway.insurance.Difference;

/**
 * How a bureau reconciles. Names of fields and columns are the national text's by common use, the
 * values below differ, and none could be checked against a live bureau.
 *
 * @param equal the result that means "equal", of totals and of rows
 * @param different the result that means "totals differ"
 * @param kinds what the results of rows mean
 * @param bytesAsList whether a file is sent as a list of numbers; else in Base64
 * @param charset of the files' text
 * @param reversalsNegative whether the amounts of a reversal stand in the files with a minus; else
 *     as those of a settlement, and only the flag tells. Totals are net either way
 */
public record ReconciliationProfile(
    String equal,
    String different,
    Map<String, Difference.Kind> kinds,
    boolean bytesAsList,
    Charset charset,
    boolean reversalsNegative) {

  public ReconciliationProfile {
    kinds = Map.copyOf(kinds);
  }

  /** As it is mostly described. */
  public static ReconciliationProfile usual() {
    return new ReconciliationProfile(
        "0",
        "1",
        Map.of(
            "101", Difference.Kind.BUREAU_ONLY,
            "102", Difference.Kind.OURS_ONLY,
            "103", Difference.Kind.AMOUNTS),
        true,
        UTF_8,
        true);
  }
}
