package org.yima.samples;

import java.time.LocalDate;

/**
 * Somebody of the synthetic city.
 *
 * @param key what the truth file calls this person, for example {@code P00001}
 * @param idNumber eighteen characters with a valid check character and an unassigned area code
 * @param phone own phone, of a child the guardian's; from {@link Townspeople#PHONE_PREFIX}
 * @param family key of the family, or empty for somebody who lives alone
 * @param role HEAD, SPOUSE, CHILD, PARENT within the family, or SINGLE
 */
record Person(
    String key,
    String name,
    Sex sex,
    LocalDate birthDate,
    String idNumber,
    String phone,
    String address,
    String family,
    Role role) {

  /** Position in the family, seen from its head. */
  enum Role {
    HEAD,
    SPOUSE,
    CHILD,
    PARENT,
    SINGLE
  }
}
