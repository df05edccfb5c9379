package org.yima.index;

import java.util.Optional;

/**
 * What else an institution may know of a person; nearly every card has none of it.
 *
 * @param previousName the name that the person bore before, as the source gave it
 * @param otherPhone a second number, not the first one again
 * @param insuranceNumber of medical insurance, as the source gave it
 */
public record Further(
    Optional<String> previousName,
    Optional<String> otherPhone,
    Optional<String> insuranceNumber,
    Optional<Guardian> guardian) {
  /** Of a source that knows nothing else. */
  public static final Further NONE =
      new Further(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Of a source that knows whose child it is. */
  public static Further of(Guardian guardian) {
    return new Further(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(guardian));
  }

  Further withoutGuardian() {
    return new Further(previousName, otherPhone, insuranceNumber, Optional.empty());
  }

  Further withoutPhone() {
    return new Further(previousName, Optional.empty(), insuranceNumber, guardian);
  }

  /** Nothing of it: all of it is personal data. */
  @Override
  public String toString() {
    return "Further";
  }
}
