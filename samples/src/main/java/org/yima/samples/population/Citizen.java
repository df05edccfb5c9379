package org.yima.samples.population;

import java.time.LocalDate;
import org.yima.samples.Sex;

/**
 * One person of the truth.
 *
 * @param key what the truth calls this person, {@code P} and nine digits
 * @param formerName the name before it was changed, or empty
 * @param line own phones
 * @param insuranceNumber or empty for somebody who is not insured
 */
record Citizen(
    String key,
    Role role,
    Naming.Name name,
    String formerName,
    Birth birth,
    Document document,
    Line line,
    String insuranceNumber) {

  /** Position in the household. */
  enum Role {
    HEAD,
    SPOUSE,
    CHILD,
    GRANDPARENT
  }

  /**
   * @param twin 0 for no twin, 1 and 2 for the elder and the younger of two
   */
  record Birth(LocalDate date, Sex sex, int twin) {}

  /**
   * @param phone or empty for somebody who has none
   * @param former a number given up, or empty
   */
  record Line(String phone, String former) {
    static final Line NONE = new Line("", "");
  }

  Sex sex() {
    return birth.sex();
  }

  /** Whole years on the day of the exports. */
  int age() {
    return birth.date().until(Population.AS_OF).getYears();
  }

  boolean isParent() {
    return role == Role.HEAD || role == Role.SPOUSE;
  }
}
