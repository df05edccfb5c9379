package org.yima.card.visitcard;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yima.healthcard.identity.Sex;
import org.yima.index.IndexRecord;
import org.yima.resident.Resident;

/**
 * Whether a hospital's record can be a resident's: the name is the same and nothing contradicts. It
 * gives no right by itself, for many people share a name and a day; without it, no code and no face
 * does.
 */
final class Agreement {
  private static final Pattern LATIN = Pattern.compile("[\\p{IsLatin}\\P{L}]+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Agreement() {}

  static boolean holds(Resident resident, IndexRecord record) {
    String name = plain(record.name());
    return !name.isEmpty()
        && name.equals(plain(resident.name()))
        && agree(record.birthDate(), resident.birthDate())
        && agree(
            record.sex().filter(Agreement::says),
            resident.sex().map(Sex::valueOf).filter(Agreement::says));
  }

  private static boolean says(Sex sex) {
    return sex == Sex.MALE || sex == Sex.FEMALE;
  }

  /** What one of them does not say contradicts nothing. */
  private static <T> boolean agree(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /**
   * A name without what systems write differently: width, case, what stands between its parts, and
   * of a Latin name, as passports have it, their order.
   */
  private static String plain(String name) {
    String same = Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    return LATIN.matcher(same).matches()
        ? Arrays.stream(BETWEEN.split(same)).sorted().collect(Collectors.joining())
        : BETWEEN.matcher(same).replaceAll("");
  }
}
