package org.yima.samples.population;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.yima.samples.ResidentIdNumber;
import org.yima.samples.Sex;

/**
 * The numbers of one block's people, none of which another block can give. Ordinals become numbers
 * by multiplication modulo a power of ten with a factor prime to ten, which visits every number
 * once. Resident numbers are apart because the blocks of one district take turns with the
 * birthdays: every block has the days of one remainder.
 */
final class Numbers {
  /** So many blocks share a district, each with its own birthdays. */
  static final int BLOCKS_OF_A_DISTRICT = 61;

  private static final int SMALLEST_CITY = 6;
  private static final int PER_BLOCK = 2 * Population.BLOCK;

  private final int block;
  private final int district;
  private final int remainder;
  private final Dice dice;
  private final Set<String> residentNumbers = new HashSet<>();
  private int phones;
  private int others;

  Numbers(int block, int blocks, Dice dice) {
    int districts =
        Math.max(SMALLEST_CITY, (blocks + BLOCKS_OF_A_DISTRICT - 1) / BLOCKS_OF_A_DISTRICT);
    this.block = block;
    this.district = block % districts;
    this.remainder = block / districts;
    this.dice = dice;
  }

  /** The district in which this block lies, from 0. */
  int district() {
    return district;
  }

  /** The day on or after this one on which somebody of this block can be born. */
  LocalDate birthday(LocalDate day) {
    int wait = Math.floorMod(remainder - day.toEpochDay(), BLOCKS_OF_A_DISTRICT);
    return day.plusDays(wait);
  }

  /**
   * A resident number of the block's district, or of a county far away whose first four digits
   * differ.
   *
   * @param near of a twin: the number that this one should be next to; else empty
   */
  Document resident(LocalDate born, Sex sex, boolean fromElsewhere, String near) {
    int area = area(fromElsewhere ? dice.between(2, 8) : 0);
    int sequence = 2 * dice.below(500) + (sex == Sex.MALE ? 1 : 0);
    if (!near.isEmpty()) {
      area = Integer.parseInt(near.substring(0, 6));
      int elder = Integer.parseInt(near.substring(14, 17));
      boolean elderIsMale = elder % 2 == 1;
      sequence = elder + (elderIsMale == (sex == Sex.MALE) ? 2 : 1);
    }
    while (true) {
      String number = ResidentIdNumber.of(area, born, sequence % 1_000);
      if (residentNumbers.add(number)) {
        return new Document(Document.RESIDENT_ID, number);
      }
      sequence += 2;
    }
  }

  /** Of somebody from abroad; none of the forms was ever given out. */
  Document foreign(boolean compatriot) {
    int ordinal = block * 64 + others++;
    if (!compatriot) {
      return new Document("PASSPORT", "ZZ" + spread(ordinal, 7));
    }
    return ordinal % 3 == 0
        ? new Document("TW_PERMIT", "99" + spread(ordinal, 6))
        : new Document("HK_MO_PERMIT", (ordinal % 3 == 1 ? "H99" : "M99") + spread(ordinal, 6));
  }

  /** A mobile number of a range that no carrier has. */
  String phone() {
    int ordinal = block * PER_BLOCK + phones++;
    return (ordinal % 2 == 0 ? "154" : "179") + spread(ordinal / 2, 8);
  }

  /** The number of a ward, which is nobody's own: one that no block of people comes to. */
  static String ward(int domain) {
    return "179" + spread(99_999_000 + domain, 8);
  }

  String insurance(int member) {
    return "99" + spread(block * (long) Population.BLOCK + member, 10);
  }

  /** GB/T 2260 assigns nothing from 83 to 99, except 91 for foreigners. */
  private int area(int province) {
    return 990_000 + (10 * province + 1 + district / 99) * 100 + 1 + district % 99;
  }

  /** An ordinal as a number of so many digits that does not show its neighbours. */
  static String spread(long ordinal, int digits) {
    long modulus = 1;
    for (int i = 0; i < digits; i++) {
      modulus *= 10;
    }
    // The product stays below 2^63 for ten digits: 10^10 times 618033989 is 6.2 * 10^18.
    long number = ordinal % modulus * 618_033_989L % modulus;
    return Long.toString(modulus + number).substring(1);
  }
}
