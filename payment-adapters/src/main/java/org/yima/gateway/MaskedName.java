package org.yima.gateway;

import java.util.Optional;

/**
 * What others may see of somebody's name: one who asks whose account paid sees enough to know a
 * member of the family, and no more. Still a person's: {@link #toString} does not show it.
 *
 * @param text with at least one star, at most 50 characters
 */
public record MaskedName(String text) {
  private static final int LONGEST = 50;

  public MaskedName {
    if (text.indexOf('*') < 0 || text.length() > LONGEST) {
      throw new IllegalArgumentException("a masked name has a star and at most 50 characters");
    }
  }

  /**
   * What is told of a name. One that has a star was masked by who told it and is kept; of any other
   * the first character is. What is empty, too long or not of letters tells nothing: a name is
   * never why an answer about money is not read.
   */
  public static Optional<MaskedName> of(String told) {
    String name = told.strip();
    boolean reads =
        !name.isEmpty()
            && name.length() <= LONGEST
            && name.codePoints().allMatch(c -> Character.isLetter(c) || "*·. '-".indexOf(c) >= 0);
    if (!reads) {
      return Optional.empty();
    }
    return Optional.of(new MaskedName(name.indexOf('*') < 0 ? masked(name) : name));
  }

  private static String masked(String name) {
    int all = name.codePointCount(0, name.length());
    String first = name.substring(0, name.offsetByCodePoints(0, 1));
    return all == 1 ? "*" : first + "*".repeat(all - 1);
  }

  @Override
  public String toString() {
    return "MaskedName[..]";
  }
}
